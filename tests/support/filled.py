"""A board with many cases: copies of one that came by text, each committed as any change is."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.formats import codes
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.commit import commit
from tests.support.deployment import Deployment

FIRST = 20_000_000


def filled(
    deployment: Deployment, number: int, first: int = FIRST, /, **values: object
) -> list[str]:
    """So many more cases, with these values; their codes. They are copies of the first on file."""
    if not deployment.codes():
        deployment.sms()
        deployment.deliver()
    rules, store = deployment.services.rules, deployment.services.store
    case = replace(deployment.file(deployment.codes()[0]).case, **values)  # type: ignore[arg-type]
    made = [codes.make(first + n) for n in range(number)]
    for code in made:
        file = CaseFile(case=replace(case, code=code))
        commit(rules, store, file, Change(case=file.case), None, deployment.at)
    return made

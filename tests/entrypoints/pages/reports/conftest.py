"""Members of the office before its reports."""

from __future__ import annotations

import re

import pytest

from chalicelib import wiring
from chalicelib.authority.documents import AUTHORITY, PEOPLE
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.ports.settings import Edit
from tests.support import saved
from tests.support.office import CHIEF, NGHIA, Office
from tests.support.reports import REPORTS


@pytest.fixture
def told(deployment):
    """A case of 17 January 2017 whose citizen was told the same day."""
    link = deployment.way_to(Todo.TELL)
    deployment.press(link, "tell", how="phone", whom="citizen", note="Đã nói với người báo tin.")
    return deployment


@pytest.fixture
def chief(deployment):
    return Office(deployment, CHIEF)


@pytest.fixture
def officer(deployment):
    return Office(deployment, NGHIA)


@pytest.fixture
def clerk(deployment):
    """Nghĩa, who is the registry clerk here; what was hers is another's."""
    with saved.looking():
        reader = wiring.settings_files()
        edits = [
            Edit(PEOPLE, ("officers", 4, "role"), Role.CLERK.value),
            Edit(PEOPLE, ("duty",), "thuy"),
            Edit(AUTHORITY, ("fields", 2, "owner"), "thuy"),
        ]
        saved.save(reader.edited(reader.shipped("langson"), edits))
        member = Office(deployment, NGHIA)
        token = re.search(r'name="csrf" value="(\w+)"', member.get(REPORTS).body)
        member.csrf = token[1] if token else ""
        yield member

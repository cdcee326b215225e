"""Cases on file, taken along their way by what people do through their links; and what became of
them."""

from __future__ import annotations

from datetime import datetime

from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.todos import forms
from chalicelib.usecases.todos import act
from tests.support.world import TUESDAY_NINE, World


class KilledError(BaseException):
    """The function was ended from outside: nothing catches it."""


def at(day: int, hour: int, month: int = 1) -> datetime:
    return TUESDAY_NINE.replace(month=month, day=day, hour=hour)


def do(world: World, token: str, **typed: object) -> act.Confirmation:
    """What the page does with a posted form."""
    link = act.link_of(world.services.store, token)
    view = act.open_link(world.services.rules, world.services.store, link)
    values = {"revision": str(view.file.case.revision), **typed}
    pairs = tuple(
        (k, v) for k, vs in values.items() for v in (vs if isinstance(vs, list) else [vs])
    )
    form = Form(pairs)
    command = forms.command(form, view.ref, world.authority, act.Before(identity=view.identity))
    confirmation = act.act_by_link(
        world.services.rules, world.services.store, link, command, form.key, form.revision
    )
    world.deliver()
    return confirmation


def proposed(world: World, agencies: list[str]) -> str:
    code = world.message()
    world.deliver()
    owner = world.authority.officer(world.services.store.cases.load(code).file.case.owner)
    identity = world.services.store.cases.identity(code)
    do(
        world,
        world.token(owner.mail),
        action="propose",
        name=identity.name,
        address=identity.address,
        phone=identity.phone,
        field="S1",
        summary="Đèn hỏng.",
        agency=agencies[0],
        agencies=agencies[1:],
    )
    return code


def assigned(world: World, agencies: list[str]) -> str:
    code = proposed(world, agencies)
    do(
        world,
        world.token(world.authority.chief.mail),
        action="assign",
        agency=agencies[0],
        agencies=agencies[1:],
        document="1/VP",
        signer="CVP",
    )
    return code


def several(world: World, number: int) -> list[str]:
    """So many cases that wait to be assigned; their first mails are over."""
    found = [world.message(sender=f"+8498765{n:04d}") for n in range(number)]
    world.deliver()
    world.mails.sent.clear()
    return found


def told(world: World, code: str) -> list[tuple[str, str]]:
    """The ladder's mails about a case: what and to whom."""
    notifications = world.services.store.cases.load(code).notifications
    return [(n.kind, n.who) for n in notifications if n.kind.startswith(("reminder", "late"))]


def fired(world: World, code: str) -> list[str]:
    return [r for c in world.services.store.cases.load(code).file.case.clocks for r in c.fired]

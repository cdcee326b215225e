"""The pages about looks at confidential identities, and what their addresses ask for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from urllib.parse import urlencode

from chalicelib import urls
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.formats import codes
from chalicelib.domain.formats.readable import seen
from chalicelib.entrypoints.pages.frame.form import NO_FORM, Form
from chalicelib.entrypoints.pages.frame.problems import Places
from chalicelib.entrypoints.pages.frame.rendering import placed, render
from chalicelib.usecases.looks import asking
from chalicelib.usecases.looks.listing import Asked, Listing, month_before, next_month
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.ports.office import Look, Spot
from chalicelib.usecases.services import Rules
from chalicelib.usecases.todos import looking

MONTH, CASE, WHO, AFTER = "thang", "ho-so", "nguoi", "sau"  # only ids and dates of ours
_CHOICES = 24  # months
_BETWEEN = "~"  # a case's code and a place in it


def asked(rules: Rules, said: Mapping[str, str]) -> Asked:
    """What an address asks for; what is not known here is ignored. A code that is none finds
    nothing."""
    typed = seen(said.get(CASE, "")).strip()
    code, _, place = said.get(AFTER, "").partition(_BETWEEN)
    return Asked(
        month=_month(said.get(MONTH, "")) or _this_month(rules),
        code=codes.normalise(typed) or typed[:20] if typed else "",
        who=said.get(WHO, "")[:60],
        after=Spot(code, place) if place else None,
    )


def _month(said: str) -> date | None:
    try:
        found = date.fromisoformat(f"{said}-01")
    except ValueError:
        return None
    return found if 2000 <= found.year < 2200 else None


def _this_month(rules: Rules) -> date:
    return rules.calendar.local(rules.now()).date().replace(day=1)


def listed(rules: Rules, member: Member, said: Asked, found: Listing) -> str:
    further = found.further
    return render(
        "office_looks.html",
        rules,
        member=member,
        asked=said,
        looks=found.looks,
        people=rules.authority.people,
        months=_months(rules, said.month),
        for_what=partial(_for_what, rules.authority),
        older=_address(said, after=_said(further)) if further else "",
        first=_address(said) if said.after else "",
        before=_address(said, month_before(said.month)),
        later=_address(said, next_month(said.month)) if said.month < _this_month(rules) else "",
    )


def _months(rules: Rules, asked: date) -> list[date]:
    """The months to choose from, the latest first: those of two years, and the one asked for."""
    found = [_this_month(rules)]
    while len(found) < _CHOICES:
        found.append(month_before(found[-1]))
    return found if asked in found else sorted({*found, asked}, reverse=True)


def _said(spot: Spot) -> str:
    return f"{spot.code}{_BETWEEN}{spot.place}"


def _address(said: Asked, month: date | None = None, after: str = "") -> str:
    """The same list from somewhere else."""
    shown = (month or said.month).strftime("%Y-%m")
    named = {CASE: said.code, WHO: said.who, MONTH: "" if said.code else shown, AFTER: after}
    return f"{urls.LOOKS}?{urlencode({name: value for name, value in named.items() if value})}"


def _for_what(authority: Authority, look: Look) -> str:
    """What they did, in words."""
    kind = look.why.partition(" ")[0]
    return authority.texts.get(f"look.{kind}") or authority.texts["look.other"]


def reason(
    rules: Rules,
    code: str,
    form: Form = NO_FORM,
    problem: str = "",
    *,
    back: str,
    exercise: bool,
    member: Member | None = None,
) -> str:
    """The page that asks why somebody wants to see who the citizen is. `back` is the page that they
    come from; `problem` is what is wrong with what they said, `exercise` says that the case is
    one."""
    problems = (problem,) if problem else ()
    places = Places(problems, form, ())
    page = partial(
        render,
        "reason.html",
        rules,
        member=member,
        code=code,
        exercise=exercise,
        form=form,
        places=places,
        problems=problems,
        back=back,
        minutes=int(looking.HOLDS.total_seconds()) // 60,
        longest=asking.LONGEST,
    )
    return placed(page, places, problems)

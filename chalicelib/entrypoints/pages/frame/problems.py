"""Where on its page a problem of a form is said: beside a field that the form has.

A page is made twice when something is wrong: first to learn which fields it has, then with each
problem in its place. So no problem is without one, whatever form it comes up in.
"""

from __future__ import annotations

from collections.abc import Collection

from chalicelib.entrypoints.pages.frame.form import LONGEST_FIELD, Form

FORM = "action"  # the form as a whole

# The fields that a problem is about; of several, those that were left empty.
_ABOUT = {
    "identity": ("name", "address", "phone"),
    "respondent": ("name", "title"),
    "in_charge": ("in_charge", "in_charge_title"),
    "colleague": ("colleague_name", "colleague_title", "colleague"),
}
# The field beside which a problem is said, if it is not called like it: the first that is there.
_BESIDE = {
    "own_number": ("phone",),
    "date": ("until",),
    "others": ("recused",),
    "a_member": ("recused",),
    "a_leader": ("leader", "recused"),
    "impartial": ("agency",),
    "too_many": ("agency",),
    "place": ("other",),
    "said": ("note",),
    "themselves": ("whom",),
    "signed_out": ("name", "account"),
    "said_in": ("account",),
    "once": ("words",),
    "reported": ("words",),
    "by_phone": ("call",),
    "aloud": ("call",),
    "mailbox": ("colleague_mail",),
    "official": ("colleague_mail",),
    "few": ("colleague_mail",),
    "lead": ("into",),
    "report_kind": ("kind",),
    **dict.fromkeys(("report_from", "report_future"), ("from",)),
    **dict.fromkeys(("report_to", "report_long"), ("to",)),
    "report_about": ("about",),
    "report_words": ("words",),
    **dict.fromkeys(("report_number", "report_number_taken"), ("number",)),
    "report_date": ("date",),
    **dict.fromkeys(("look_long", "look_disclosed", "look_signed_out"), ("look_reason",)),
}
# The same where one page has several forms, by the button that was pressed.
_OF_BUTTON = {
    ("screen_again", "reason"): "again_reason",
    ("give_back", "reason"): "back_reason",
    ("ask_time", "reason"): "time_reason",
    ("rework", "agency"): "rework_agency",
    ("transfer", "agency"): "to",
    ("transfer", "impartial"): "to",
}


class Places:
    """The problems of a form, and where its page says them. `disclosed` are the fields that say who
    the citizen is."""

    def __init__(self, problems: tuple[str, ...], form: Form, disclosed: Collection[str]) -> None:
        self._problems, self._form, self._disclosed = problems, form, disclosed
        self._there: dict[str, None] = {}
        self._said: dict[str, tuple[str, ...]] = {}

    def at(self, field: str) -> tuple[str, ...]:
        """The problems that are said beside this field, which the page has."""
        self._there[field] = None
        return tuple(p for p in self._problems if field in self._said.get(p, ()))

    def settle(self) -> None:
        """Now every field of the page has been asked for."""
        self._said = {problem: self._found(problem) for problem in self._problems}

    def first(self, problem: str) -> str:
        """The field to which the problem leads."""
        return next(iter(self._said.get(problem, ())), FORM)

    def _found(self, problem: str) -> tuple[str, ...]:
        return tuple(f for f in self._wanted(problem) if f in self._there) or (FORM,)

    def _wanted(self, problem: str) -> tuple[str, ...]:
        form = self._form
        if problem.startswith("disclosed"):
            return tuple(f for f in self._there if f in self._disclosed)
        if problem == "too_long":
            return tuple(f for f in self._there if len(form.get(f)) > LONGEST_FIELD)
        if problem in _ABOUT:
            there = [f for f in _ABOUT[problem] if f in self._there]
            return tuple(f for f in there if not form.get(f)) or tuple(there[:1])
        own = _OF_BUTTON.get((form.get("action"), problem))
        beside = (own,) if own else _BESIDE.get(problem, (problem,))
        return tuple(f for f in beside if f in self._there)[:1]

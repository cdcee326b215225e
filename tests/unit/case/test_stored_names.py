"""What is stored, or names a text, keeps its name: records and mails of older releases have it.
What they do not have is empty, or what a release before would have meant by it."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from enum import StrEnum

import pytest

from chalicelib import domain
from chalicelib.domain.authority.roles import Right, Role
from chalicelib.domain.calls.call import Consent, Ended, Node
from chalicelib.domain.calls.outcome import Outcome
from chalicelib.domain.calls.recordings import RecordingState
from chalicelib.domain.case.attachments import AttachmentState, FileKind, Source, Unfit
from chalicelib.domain.case.case import Channel, Reach, Refusal, ToldBy, ToldWhom
from chalicelib.domain.case.commands import HandedBy
from chalicelib.domain.case.workflow import Action, Need, State
from chalicelib.domain.notifications.gathering import Gathering, Mood
from chalicelib.domain.notifications.notifications import Medium, NotArrived, NotificationState
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.reports import facts
from chalicelib.domain.time import periods
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.time.ladder import RungRole
from chalicelib.domain.todos.holder import HolderKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.understanding.filing import Filed, OptOut
from chalicelib.domain.understanding.suggestion import Category

NAMES: dict[type[StrEnum], str] = {
    Role: "officer deputy chief reader clerk technician leader superior agency system",
    Right: "see handle assign read register oversee admit set settle persons maintain know lead "
    "answer automate",
    Node: "welcome name address number type_number check_number secrecy matter taken call_back "
    "complaint ask_code status informed given_up busy knock result after thanks talk unheard "
    "machine wake confirmed unconfirmed",
    Outcome: "taken untold redirected call_back incomplete missed nothing",
    RecordingState: "waiting kept done failed absent",
    AttachmentState: "awaited scanning clean refused",
    Source: "agency office citizen",
    Unfit: "infected unscannable unscanned empty too_large too_many kind misnamed active locked "
    "damaged too_big_inside not_fetched",
    FileKind: "pdf doc docx xls xlsx jpg png",
    Channel: "sms voice phone visit letter zalo portal page",
    Reach: "phone post mail none",
    ToldBy: "phone letter mail call",
    ToldWhom: "citizen representative household",
    Refusal: "unclear nuisance nothing mistaken",
    HandedBy: "phone document person",
    State: "received direction proposed assigned answered drafted approved told closed review "
    "transfer order transferred redirected refused merged",
    Action: "complete propose ask_direction redirect redirect_by_key refuse report_crime denounce "
    "transfer screen_again suffice assign direct urge reopen add_agency answer give_back ask_time "
    "grant_time deny_time rework draft approve send_back not_reached tell take_back report call "
    "tell_by_call call_in_vain rate open_review close_review open_again enquire talked delegate "
    "recall merge part follow release",
    Need: "identity field summary agency urgent target reason document document_date signer "
    "direction answer respondent late_reason words how whom said themselves date account a_member "
    "others impartial a_leader place no_crime receiver nuisance by_phone colleague mailbox "
    "official few lead once reported reachable",
    Gathering: "run round report",
    Mood: "late reminder new",
    periods.Kind: "week month quarter half nine_months year span",
    periods.Rule: "decree calendar",
    Medium: "sms mail call",
    NotificationState: "waiting sending sent delivered failed withheld unanswered gathered",
    Receiver: "officer chief leader superior agency agency_head citizen duty colleague",
    ClockKind: "assign direct agency case approve tell review transfer order talk enquiry",
    RungRole: "owner chief deputy chairman duty leader agency agency_head",
    HolderKind: "owner chief leader agencies",
    Todo: "screen assign direct urge reopen extend add answer draft approve tell take_back "
    "transfer order review follow talk read view enter take_in",
    Filed: "empty thanks greeting reaction stop start help cancelled asked",
    OptOut: "stop start help",
    Category: "S1_quan_ly_nha_nuoc S2_thai_do_can_bo S3_thu_tuc_hanh_chinh "
    "S4_vuong_mac_quyet_dinh_du_an S5_de_xuat_sang_kien X_khieu_nai_to_cao X_quay_roi U_khong_ro",
}
WITH_SPACES: dict[type[StrEnum], list[str]] = {
    Consent: ["", "recorded", "unrecorded"],
    facts.End: ["", "told", "redirected", "refused", "transferred"],
    Ended: ["completed", "busy", "no-answer", "failed", "canceled", "no receipt"],
    NotArrived: [
        "machine",
        "no receipt",
        "no number for a machine",
        "lost answer",
        "nothing to tell any more",
        "seen meanwhile",
        "no number to text",
        "too many automatic answers",
        "broke too often",
        "sent anew",
        "no mailbox",
        "mailbox full",
        "mail refused",
        "too long under way",
        "suppressed",
        "called spam",
        "switched off",
        "no such number",
        "no texts",
        "blocked",
        "unsubscribed",
        "asked not to text",
        "filtered",
        "names the citizen",
        "no provider",
        "network",
        "restored",
        "abroad",
        "training",
        "day full",
    ],
}
ALL = {**{kind: names.split() for kind, names in NAMES.items()}, **WITH_SPACES}


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_each_value_is_spelled_as_it_always_was(kind: type[StrEnum]) -> None:
    assert [member.value for member in kind] == ALL[kind]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_each_member_is_found_by_its_value(kind: type[StrEnum]) -> None:
    assert [kind(value) for value in ALL[kind]] == list(kind)


MEANT = {
    "Absence.sign": "KT",
    "Agency.kind": "department",
    "Assignment.round": "1",
    "Hours.rule": "A",
    "Terms.assign": "Term(days=3, unit='working_days', basis='')",
    "Terms.assign_urgent": "Term(days=0, unit='working_days', basis='')",
    "Terms.direct": "Term(days=0, unit='working_days', basis='')",
    "Terms.one_agency": "Term(days=5, unit='working_days', basis='')",
    "Terms.several_agencies": "Term(days=7, unit='working_days', basis='')",
    "Terms.approve": "Term(days=0, unit='working_days', basis='')",
    "Terms.tell": "Term(days=0, unit='working_days', basis='')",
    "Terms.talk": "Term(days=0, unit='working_days', basis='')",
    "Terms.review": "Term(days=3, unit='working_days', basis='')",
    "Terms.agency_reserve": "1",
    "Terms.more_time": "15",
    "Terms.link_days": "30",
    "Sms.abroad_a_day": "20",
    "Sms.cases_an_hour": "5",
    "Sms.routes": "(Route(gateway='twilio', networks=(), sender='', answered=False, a_day=0),)",
    "Voice.name": "Google.vi-VN-Wavenet-A",
    "Voice.language": "vi-VN",
    "Voice.notice": "1",
    "Voice.messages": "True",
    "Voice.slots": "('09:00', '11:30', '16:00')",
    "Call.open": "True",
    "Call.reachable": "True",
    "Call.messages": "True",
    "CallRecording.state": "waiting",
    "Attachment.state": "scanning",
    "Keys.most": "1",
    "Keys.patience": "6",
    "Case.revision": "1",
    "Column.width": "10",
    "Talked.reached": "True",
    "Page.number": "1",
    "Period.rule": "decree",
    "Reports.periods": "decree",
    "Statement.revision": "1",
    "Page.pages": "1",
    "Item.unit": "working_days",
    "Entry.over": "True",
    "Notification.state": "waiting",
    "Clock.unit": "working_days",
    "Term.unit": "working_days",
    "Due.unit": "working_days",
    "Running.unit": "working_days",
    "Calendar.rule": "A",
    "TodoRow.subject": "Subject.CASE",
    "TodoRow.scope": "Scope.WHOLE",
    "Arrival.by": "Actor(role=<Role.SYSTEM: 'system'>, id='system', name='', title='')",
    "Token.plain": "True",
}
EMPTY = {"str": "", "bool": False, "int": 0, "tuple": (), "frozenset": frozenset()}


def defaults() -> Iterator[tuple[str, str, object]]:
    """Every field of the domain that need not be filled: its name, type and default."""
    for found in pkgutil.walk_packages(domain.__path__, "chalicelib.domain."):
        for name, kind in vars(importlib.import_module(found.name)).items():
            if isinstance(kind, type) and dataclasses.is_dataclass(kind):
                for field in dataclasses.fields(kind) if kind.__module__ == found.name else ():
                    if field.default is not dataclasses.MISSING:
                        yield f"{name}.{field.name}", str(field.type), field.default


def empty(kind: str, otherwise: object) -> object:
    """The empty value of a type; `otherwise` for a type that is not among the simple ones."""
    return EMPTY.get(kind.split("[")[0], otherwise)


def test_a_field_that_nobody_fills_is_empty_unless_it_means_something() -> None:
    assert {name: str(default) for name, _, default in defaults() if default} == MEANT


def test_what_is_empty_is_of_its_own_kind() -> None:
    """A field without a value compares and joins as others do."""
    wrong = [
        name
        for name, kind, default in defaults()
        if not default and default != (None if "None" in kind else empty(kind, default))
    ]
    assert wrong == []

"""An agency passes its share on to a colleague, who answers in its name; and takes it back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.commands import (
    AddAgency,
    Answer,
    AskTime,
    DecideTime,
    Delegate,
    GiveBack,
    Recall,
    Rework,
)
from chalicelib.domain.case.workflow import Incomplete, Need, NotAllowed
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.transitions.answering import delegating
from tests.support.cases import (
    AUTHORITY,
    CHIEF,
    LIGHTS,
    OFFICER,
    TOWN,
    after,
    assigned,
    at,
    by_agency,
    climbed,
    context,
)

NAMED = {
    "agency": LIGHTS,
    "colleague": "Vi Văn Bách",
    "colleague_title": "Chuyên viên tổ kỹ thuật",
    "mail": "bach@langson.example",
    "name": "Lý Văn Tư",
    "title": "Trưởng phòng",
}


def delegated(file: CaseFile, **values: str):
    do = Delegate(**{**NAMED, **values})
    return transitions.make(context(file, by_agency(LIGHTS), at(18)), do)


def shared(**values: str) -> CaseFile:
    file = assigned((LIGHTS, TOWN), at(17))
    return after(file, delegated(file, **values))


def made(file: CaseFile, command, colleague: str = "", by=None, now=None):
    here = context(file, by or by_agency(LIGHTS), now or at(18))
    return transitions.make(replace(here, colleague=colleague), command)


def share(file: CaseFile):
    return file.assignment(LIGHTS)


def ref(colleague: str) -> TodoRef:
    return TodoRef(
        todo=Todo.ANSWER, subject="123456784", role=Role.AGENCY, who=LIGHTS, colleague=colleague
    )


def needs(do) -> tuple[Need, ...]:
    with pytest.raises(Incomplete) as refused:
        do()
    return refused.value.needs


def test_the_colleague_is_mailed_a_link_of_their_own_and_the_history_says_who_passed_it_to_whom():
    change = delegated(assigned((LIGHTS,), at(17)))
    [plan] = change.plans
    [one] = change.assignments[0].colleagues
    assert (plan.kind, plan.to, plan.who, plan.todo) == (
        "delegated",
        Receiver.COLLEAGUE,
        LIGHTS,
        Todo.ANSWER,
    )
    assert plan.colleague == one.id == f"{change.events[0].seq:05d}"
    assert change.events[0].by.name == "Lý Văn Tư"
    assert change.events[0].words["to"] == "Vi Văn Bách, Chuyên viên tổ kỹ thuật"


def test_the_address_goes_to_the_vault_and_stands_nowhere_else():
    change = delegated(assigned((LIGHTS,), at(17)))
    assert change.mailbox is not None
    assert change.mailbox.mail == "bach@langson.example"
    assert "bach@" not in repr(replace(change, mailbox=None))


def test_the_colleague_has_the_to_do_until_it_is_taken_back_and_the_agency_all_the_time():
    file = shared()
    one = share(file).working[0].id
    assert todos.is_there(ref(one), file)
    back = after(file, made(file, Recall(agency=LIGHTS, colleague=one)))
    assert not todos.is_there(ref(one), back)
    assert todos.is_there(ref(""), back)
    assert not todos.is_there(ref("00099"), file)
    assert share(back).colleagues[0].ended_at == at(18)


def test_what_the_colleague_answers_is_the_agencys_answer_with_the_colleagues_name():
    file = shared()
    do = Answer(agency=LIGHTS, answer="Đã thay bóng.", name="Ai đó", title="Giám đốc")
    change = made(file, do, share(file).working[0].id)
    assert change.assignments[0].answered_by == "Vi Văn Bách, Chuyên viên tổ kỹ thuật"
    assert change.events[0].by.id == LIGHTS
    assert change.events[0].by.name == "Vi Văn Bách"
    assert share(after(file, change)).answered_at == at(18)


def test_the_colleague_asks_for_time_in_their_own_name_and_hears_what_was_decided():
    file = shared()
    one = share(file).working[0].id
    asked = made(file, AskTime(agency=LIGHTS, reason="Chờ", until=at(6, month=2).date()), one)
    assert asked.events[0].by.name == "Vi Văn Bách"
    file = after(file, asked)
    denied = made(file, DecideTime(agency=LIGHTS, granted=False, reason="Đủ"), by=CHIEF)
    assert [(p.to, p.colleague) for p in denied.plans] == [
        (Receiver.AGENCY, ""),
        (Receiver.COLLEAGUE, one),
    ]


def test_an_answer_that_is_sent_back_is_sent_back_to_both():
    file = after(assigned((LIGHTS,), at(17)), delegated(assigned((LIGHTS,), at(17))))
    file = after(file, made(file, Answer(agency=LIGHTS, answer="Xong", name="A", title="B")))
    change = made(file, Rework(agency=LIGHTS, reason="Rõ hơn"), by=OFFICER)
    assert [p.to for p in change.plans] == [Receiver.AGENCY, Receiver.COLLEAGUE]


def test_a_colleague_passes_nothing_on_and_takes_nothing_back():
    file = shared()
    one = share(file).working[0].id
    for do in (Delegate(**NAMED), Recall(agency=LIGHTS, colleague=one)):
        with pytest.raises(NotAllowed):
            made(file, do, one)


def test_reminders_go_to_the_agency_and_to_its_colleagues_alone():
    file = shared()
    change = climbed(file, at(24, 9))
    told = [(p.to, p.who, p.colleague) for p in change.plans if p.kind == "reminder_agency"]
    one = share(file).working[0].id
    assert (Receiver.AGENCY, LIGHTS, "") in told
    assert [t for t in told if t[0] is Receiver.COLLEAGUE] == [(Receiver.COLLEAGUE, LIGHTS, one)]
    back = after(file, made(file, Recall(agency=LIGHTS, colleague=one)))
    assert not [p for p in climbed(back, at(24, 9)).plans if p.to is Receiver.COLLEAGUE]


def test_after_five_no_more_are_named_however_many_were_taken_back():
    file = assigned((LIGHTS,), at(17))
    for _ in range(delegating.MOST):
        file = after(file, delegated(file))
        file = after(file, made(file, Recall(agency=LIGHTS, colleague=share(file).working[0].id)))
    assert needs(lambda: delegated(file)) == (Need.FEW,)


def test_an_agency_that_gets_the_matter_anew_has_no_colleagues_yet():
    file = shared()
    one = share(file).working[0].id
    file = after(
        file, made(file, GiveBack(agency=LIGHTS, reason="Không phải", name="A", title="B"))
    )
    assert not todos.is_there(ref(one), file)
    order = AddAgency(agencies=(LIGHTS,), instruction="", document="13/VP", signer="CVP")
    file = after(file, made(file, order, by=CHIEF))
    assert share(file).open
    assert not share(file).colleagues
    assert not todos.is_there(ref(one), file)


@pytest.mark.parametrize(
    "mail", ["", "bach", "bach@", "@x.vn", "a b@x.vn", "a@b", "a@x.vn, b@y.vn"]
)
def test_what_is_no_address_is_refused(mail):
    assert needs(lambda: delegated(assigned((LIGHTS,), at(17)), mail=mail)) == (Need.MAILBOX,)


@pytest.mark.parametrize(
    "mail",
    [
        AUTHORITY.chief.mail,
        AUTHORITY.head.mail.upper(),
        AUTHORITY.agency(LIGHTS).mail,
        AUTHORITY.agency(TOWN).head_mail,
    ],
)
def test_who_gets_mail_from_the_hotline_anyway_is_no_colleague(mail):
    assert needs(lambda: delegated(assigned((LIGHTS,), at(17)), mail=mail)) == (Need.MAILBOX,)


@pytest.mark.parametrize(
    ("mail", "confidential", "refused"),
    [
        ("bach@gmail.com", False, False),
        ("bach@gmail.com", True, True),
        ("bach@langson.example", True, False),
        ("bach@LANGSON.example", True, False),
        ("bach@xlangson.example", True, True),
        ("bach@langson.example.net", True, True),
    ],
)
def test_a_secret_matter_goes_to_official_addresses_alone(mail, confidential, refused):
    file = assigned((LIGHTS,), at(17))
    file = replace(file, case=replace(file.case, confidential=confidential))
    if refused:
        assert needs(lambda: delegated(file, mail=mail)) == (Need.OFFICIAL,)
    else:
        assert delegated(file, mail=mail).assignments[0].colleagues


def test_where_anybody_gets_an_address_an_agency_has_no_domain_of_its_own():
    assert not delegating.is_official("bach@gmail.com", "phong@gmail.com")
    assert delegating.is_official("bach@langson.gov.vn", "phong@Langson.gov.vn")


@pytest.mark.parametrize(
    "name",
    ["", "x" * 81, "Mời xem evil.com", "http://x", "a@b", "Bách\nLink", "WWW.EVIL.COM", "//x"],
)
@pytest.mark.parametrize("field", ["colleague", "colleague_title"])
def test_nobody_writes_advertisements_into_the_mail(field, name):
    refused = needs(lambda: delegated(assigned((LIGHTS,), at(17)), **{field: name}))
    assert refused == (Need.COLLEAGUE,)


@pytest.mark.parametrize("name", ["TS. Vi Văn Bách", "ThS.Nguyễn Thị Én", "H’Hen", "Phó TP/KT"])
def test_names_as_people_write_them_are_taken(name):
    assert delegated(assigned((LIGHTS,), at(17)), colleague=name).assignments


@pytest.mark.parametrize("field", ["name", "title"])
def test_whoever_passes_it_on_says_who_they_are(field):
    file = assigned((LIGHTS,), at(17))
    assert needs(lambda: delegated(file, **{field: ""})) == (Need.RESPONDENT,)


@given(
    local=st.text("abcxyz019._-", min_size=1, max_size=20), host=st.sampled_from(["x.vn", "a.b.vn"])
)
def test_usual_addresses_are_addresses_and_with_a_blank_in_them_are_none(local, host):
    assert delegating.is_mail(f"{local}@{host}")
    assert not delegating.is_mail(f"{local} x@{host}")
    assert not delegating.is_mail(f"{local}@{host}\nBcc: a@b.vn")


@given(st.text(max_size=300))
def test_whatever_is_typed_is_an_address_or_not_and_never_an_error(text):
    found = delegating.is_mail(text)
    assert not found or (text.count("@") == 1 and text.isascii() and " " not in text)

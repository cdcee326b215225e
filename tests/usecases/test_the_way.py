"""The way of a case through its links, on the real store: each once, whoever is in a hurry."""

import threading

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos.table import Todo
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.todos import forms
from chalicelib.usecases.todos import act
from chalicelib.usecases.todos.view import STRANGER, GoneError
from tests.support.on_file import assigned, do


def test_seven_agencies_that_answer_in_the_same_second_all_succeed(world):
    agencies = [a.id for a in world.authority.agencies[:7]]
    code = assigned(world, agencies)
    tokens = {a: world.token(world.authority.agency(a).mail) for a in agencies}
    failed: list[Exception] = []

    def answer(agency: str) -> None:
        form = Form(
            (("action", "answer"), ("answer", f"{agency} xong"), ("name", "A"), ("title", "B"))
        )
        try:
            link = act.link_of(world.services.store, tokens[agency])
            before = act.before(world.services.store, link.ref, STRANGER)
            command = forms.command(form, link.ref, world.authority, before)
            act.act_by_link(
                world.services.rules,
                world.services.store,
                link,
                command,
                form.key,
                form.revision,
            )
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=answer, args=(a,)) for a in agencies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    file = world.services.store.cases.load(code).file
    assert file.case.state is State.ANSWERED
    assert {a.answer for a in file.assignments} == {f"{a} xong" for a in agencies}
    assert sum(e.kind == "answered" for e in file.history) == 7
    world.deliver()
    assert sum(n.kind == "draft" for n in world.services.store.cases.load(code).notifications) == 1


def test_each_agency_has_a_link_of_its_own_that_opens_nothing_of_anothers(world):
    agencies = [a.id for a in world.authority.agencies[:2]]
    assigned(world, agencies)
    for agency in agencies:
        view = act.open_link(
            world.services.rules,
            world.services.store,
            act.link_of(world.services.store, world.token(world.authority.agency(agency).mail)),
        )
        assert view.ref.who == agency
        assert view.ref.todo is Todo.ANSWER
        assert view.words == ()
        assert view.identity.name == ""


def test_time_is_asked_granted_and_told(world):
    agency = world.authority.agencies[0]
    code = assigned(world, [agency.id])
    token = world.token(agency.mail)
    do(
        world,
        token,
        action="ask_time",
        time_reason="Chờ vật tư",
        until="2017-02-06",
        name="A",
        title="B",
    )
    link = act.link_of(world.services.store, token)
    assert act.open_link(world.services.rules, world.services.store, link).file is not None
    do(world, world.token(world.authority.chief.mail), action="grant", until="2017-02-06")
    assert "06/02/2017" in world.mails.to(agency.mail)[-1].subject
    assert any("07/02/2017" in text for text in world.texts_to("+84987654321"))
    assert world.services.store.cases.load(code).file.assignment(agency.id).asked_until is None


def test_a_matter_given_back_comes_to_the_chief_who_assigns_anew(world):
    first, second = world.authority.agencies[:2]
    code = assigned(world, [first.id])
    do(
        world,
        world.token(first.mail),
        action="give_back",
        back_reason="Không phải",
        agency=second.id,
    )
    do(
        world,
        world.token(world.authority.chief.mail),
        action="assign",
        agency=second.id,
        document="2/VP",
        signer="CVP",
    )
    file = world.services.store.cases.load(code).file
    assert file.case.state is State.ASSIGNED
    assert [a.agency for a in file.assignments if a.counts] == [second.id]
    assert world.mails.to(second.mail)


def test_one_answer_of_two_is_sent_back_and_answered_again(world):
    first, second = world.authority.agencies[:2]
    code = assigned(world, [first.id, second.id])
    for agency in (first, second):
        do(world, world.token(agency.mail), action="answer", answer="Xong", name="A", title="B")
    owner = world.authority.officer(world.services.store.cases.load(code).file.case.owner)
    do(world, world.token(owner.mail), action="draft", words="Đã xong.")
    leader = world.authority.leader(world.authority.approver)
    do(world, world.token(leader.mail), action="rework", rework_agency=second.id, reason="Rõ hơn")
    assert world.services.store.cases.load(code).file.case.state is State.ASSIGNED
    link = act.link_of(world.services.store, world.token(first.mail))
    with pytest.raises(GoneError):
        act.open_link(world.services.rules, world.services.store, link)
    do(world, world.token(second.mail), action="answer", answer="Rõ rồi", name="A", title="B")
    assert world.services.store.cases.load(code).file.case.state is State.ANSWERED

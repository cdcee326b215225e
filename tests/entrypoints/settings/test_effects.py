"""What a change of the settings does to what is under way: as it was foreseen, and once."""

from __future__ import annotations

import pytest

from chalicelib import wiring
from chalicelib.authority.documents import CALENDAR, PEOPLE
from chalicelib.domain.todos.table import Todo
from chalicelib.store.case.cases import DynamoCases
from chalicelib.usecases.ports.cases import Commit
from chalicelib.usecases.ports.settings import Edit
from chalicelib.usecases.settings import changing, foreseeing
from tests.support import saved
from tests.support.deployment import Deployment
from tests.support.exchange import Exchange
from tests.support.office import CHIEF, Office

OWNER, PLACE = "manh-truong", 5  # of what the citizen writes, and their place on the list
MAIL = f"{OWNER}@vanphong.langson.example"
NEW = "hoang-manh-truong@vanphong.langson.example"

ANSWERED = {"answer": "Đã thay bóng.", "name": "Lý Văn Tư", "title": "Trưởng phòng"}
LEFT = (
    Edit(PEOPLE, ("officers", PLACE)),
    Edit("authority.yaml", ("fields", 0, "owner"), "thuy"),
)


def another(*edits: Edit) -> None:
    """Another version, made of the one that holds, by whoever may."""
    services = wiring.services(at_once=True)
    rules, store, reader = services.rules, services.store, wiring.settings_files()
    files = reader.edited(changing.files_now(rules, store), edits)
    foreseen = changing.foresee(rules, store, reader, files, "chief")
    made = changing.save(rules, store, reader, foreseen, "truong", "thử")
    if foreseen.confirmed:
        changing.confirm(rules, store, reader, made.id, "son", "deputy")  # type: ignore[union-attr]


def day_off(*days: str) -> list[Edit]:
    rows = [{"first": day, "name": "ngày nghỉ đột xuất"} for day in days]
    return [Edit(CALENDAR, ("years", 0, "off", 6 + n), row) for n, row in enumerate(rows)]


def test_what_was_foreseen_is_what_the_history_then_says_and_each_owner_is_told_once(
    clock: saved.Clock, deployment: Deployment
) -> None:
    for number in range(3):
        deployment.sms(deployment.message_fields(sender=f"+8491200000{number}"))
    services, reader = wiring.services(), wiring.settings_files()
    rules, store = services.rules, services.store
    files = reader.edited(changing.files_now(rules, store), day_off("2017-01-19"))
    foreseen = changing.foresee(rules, store, reader, files, "chief")
    changing.save(rules, store, reader, foreseen, "truong", "Lụt")
    clock.later()
    deployment.escalate()
    deployment.escalate()
    said = {
        code: [
            e.words["dues"] for e in deployment.file(code).history if e.kind == "calendar_changed"
        ]
        for code in deployment.codes()
    }
    assert {move.code: [move.dues] for move in foreseen.moves} == said
    assert len(said) == 3
    told = [n for code in said for n in deployment.notifications(code) if n.kind == "due_moved"]
    assert sorted(n.who for n in told) == sorted(who for m in foreseen.moves for who in m.told)


def test_who_is_told_of_what_moves_is_foreseen_also_while_somebody_is_away(
    clock: saved.Clock, deployment: Deployment
) -> None:
    rows = [{"who": OWNER, "first": "2017-01-17", "until": "2017-01-27", "by": "thuy"}]
    deployment.sms()
    another(Edit(PEOPLE, ("absences",), rows))
    clock.later()
    deployment.escalate()
    services, reader = wiring.services(), wiring.settings_files()
    rules, store = services.rules, services.store
    files = reader.edited(changing.files_now(rules, store), day_off("2017-01-19"))
    [move] = changing.foresee(rules, store, reader, files, "chief").moves
    assert move.told == ("thuy",)


def test_an_absence_moves_no_due_time(clock: saved.Clock, deployment: Deployment) -> None:
    deployment.sms()
    rows = [{"who": OWNER, "first": "2017-01-17", "until": "2017-01-27", "by": "thuy"}]
    services, reader = wiring.services(), wiring.settings_files()
    rules, store = services.rules, services.store
    edit = Edit(PEOPLE, ("absences",), rows)
    files = reader.edited(changing.files_now(rules, store), [edit])
    assert changing.foresee(rules, store, reader, files, "chief").moves == ()


def test_what_came_in_on_a_line_that_is_on_the_list_no_more_goes_on(
    clock: saved.Clock, deployment: Deployment
) -> None:
    deployment.sms()
    another(Edit("authority.yaml", ("lines", 0, "id"), "thanh-pho"))
    clock.later()
    deployment.deliver()
    deployment.later(days=6)
    assert deployment.escalate()["stuck"] == 0
    deployment.deliver()
    assert deployment.mails(CHIEF)
    assert Office(deployment, CHIEF).get(f"/van-phong/ho-so/{deployment.codes()[0]}").status == 200


def test_who_approves_on_a_line_or_leads_an_agency_needs_a_second_person() -> None:
    about = ("lines.chu-tich.approver", "lines.chu-tich.leader", "agencies.y-te.led_by", "duty")
    assert all(changing.is_about_people(at) for at in about)
    assert not any(map(changing.is_about_people, ("agencies.y-te.mail", "lines.chu-tich.shown")))


def test_what_does_not_move_is_not_foreseen(clock: saved.Clock, deployment: Deployment) -> None:
    deployment.sms()
    services, reader = wiring.services(), wiring.settings_files()
    files = reader.edited(changing.files_now(services.rules, services.store), day_off("2017-03-15"))
    foreseen = changing.foresee(services.rules, services.store, reader, files, "chief")
    assert foreseen.moves == ()


def test_a_call_goes_on_in_the_words_in_which_it_began(
    clock: saved.Clock, deployment: Deployment, exchange: Exchange
) -> None:
    sid = exchange.ring()
    spoken = {"voice": {"name": "Xin cho biết quý danh."}}
    another(Edit("texts.yaml", ("voice", "name"), spoken["voice"]["name"]))
    clock.later()
    exchange.keys(sid, "1")
    assert "quý danh" not in exchange.heard(sid)
    exchange.hang_up(sid)
    later = exchange.ring()
    exchange.keys(later, "1")
    assert "quý danh" in exchange.heard(later)


class TestAnAddress:
    def test_that_is_another_ends_the_sessions_and_links_of_the_old_one(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        deployment.sms()
        deployment.deliver()
        link = deployment.newest_link(MAIL)
        office = Office(deployment, MAIL)
        assert office.get("/van-phong/tin-da-luu").status == 200
        assert deployment.call("GET", link).status == 200
        deployment.later(minutes=5)
        another(Edit(PEOPLE, ("officers", PLACE, "mail"), NEW))
        clock.later()
        assert 'name="mail"' in office.get("/van-phong/tin-da-luu").body
        assert deployment.call("GET", link).status == 404
        assert Office(deployment, NEW).get("/van-phong/tin-da-luu").status == 200

    def test_that_is_the_same_changes_nothing_for_its_owner(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        office = Office(deployment, MAIL)
        deployment.later(minutes=5)
        another(Edit(PEOPLE, ("officers", PLACE, "title"), "Chuyên viên chính"))
        clock.later()
        assert "Chuyên viên chính" not in office.get("/van-phong/tin-da-luu").body
        assert office.get("/van-phong/tin-da-luu").status == 200

    def test_holds_from_when_it_was_confirmed_not_from_when_it_was_proposed(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        services, reader = wiring.services(at_once=True), wiring.settings_files()
        rules, store = services.rules, services.store
        edit = Edit(PEOPLE, ("officers", PLACE, "mail"), NEW)
        files = reader.edited(changing.files_now(rules, store), [edit])
        foreseen = changing.foresee(rules, store, reader, files, "chief")
        proposal = changing.save(rules, store, reader, foreseen, "truong", "thử")
        deployment.later(hours=1)
        deployment.sms()
        deployment.deliver()
        link = deployment.newest_link(MAIL)  # it still goes to the old address
        deployment.later(hours=1)
        rules = wiring.services(at_once=True).rules
        changing.confirm(rules, store, reader, proposal.id, "son", "deputy")  # type: ignore[union-attr]
        clock.later()
        assert deployment.call("GET", link).status == 404

    def test_of_somebody_of_the_same_name_opens_nothing_that_was_sent_to_the_one_before(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        deployment.sms()
        deployment.deliver()
        link = deployment.newest_link(MAIL)
        row = {"id": OWNER, "name": "Hoàng Mạnh Trường", "title": "Chuyên viên"}
        row |= {"role": "officer", "mail": NEW, "phone": "+84900000198"}
        deployment.later(minutes=5)
        another(*LEFT)
        another(Edit(PEOPLE, ("officers", 8), row))
        clock.later()
        assert deployment.call("GET", link).status == 404

    def test_that_comes_with_imported_files_ends_what_was_sent_to_the_old_one(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        deployment.sms()
        deployment.deliver()
        link = deployment.newest_link(MAIL)
        deployment.later(minutes=5)
        reader = wiring.settings_files()
        edit = Edit(PEOPLE, ("officers", PLACE, "mail"), NEW)
        saved.save(reader.edited(reader.shipped("langson"), [edit]))
        clock.later()
        assert deployment.call("GET", link).status == 404
        deployment.later(minutes=5)
        files = changing.files_now(wiring.services(at_once=True).rules, wiring.store())
        saved.save(reader.edited(files, [Edit(PEOPLE, ("officers", PLACE, "since"))]))
        clock.later()
        assert deployment.call("GET", link).status == 404  # nor can a file take that back


class TestWhoHasLeft:
    def test_has_no_session_and_no_link_and_their_matters_are_the_chiefs(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        deployment.sms()
        assert deployment.file().case.owner == OWNER
        deployment.deliver()
        link = deployment.newest_link(MAIL)
        office = Office(deployment, MAIL)
        another(*LEFT)
        clock.later()
        assert 'name="mail"' in office.get("/van-phong/tin-da-luu").body
        assert deployment.call("GET", link).status == 404
        deployment.escalate()
        assert deployment.file().case.owner == "truong"
        chief = Office(deployment, CHIEF)
        [code] = deployment.codes()
        assert code in chief.get("/van-phong").body

    def test_an_unknown_id_stops_neither_ladder_nor_digest(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        deployment.sms()
        another(*LEFT)
        clock.later()
        deployment.later(days=6)
        assert deployment.escalate()["stuck"] == 0
        assert deployment.digest()["stuck"] == 0


class TestWhoIsAway:
    def test_their_mail_and_matters_are_with_who_stands_in_and_come_back(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        deployment.sms()
        deployment.deliver()
        rows = [{"who": OWNER, "first": "2017-01-18", "until": "2017-01-19", "by": "thuy"}]
        another(Edit(PEOPLE, ("absences",), rows))
        for day, owner in ((17, OWNER), (18, "thuy"), (19, "thuy"), (20, OWNER)):
            clock.later()
            deployment.at = deployment.at.replace(day=day, hour=9, minute=10)
            deployment.escalate()
            assert deployment.file().case.owner == owner
        kinds = [event.kind for event in deployment.file().history]
        assert kinds.count("handed_to") == 2

    def test_what_comes_in_meanwhile_is_theirs_who_stands_in(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        rows = [{"who": OWNER, "first": "2017-01-17", "until": "2017-01-19", "by": "thuy"}]
        another(Edit(PEOPLE, ("absences",), rows))
        clock.later()
        deployment.sms()
        assert deployment.file().case.owner == "thuy"
        deployment.deliver()
        assert deployment.mails("thuy@vanphong.langson.example")
        assert deployment.mails(MAIL) == []

    def test_whoever_stands_in_for_the_chief_or_a_leader_signs_for_them_in_the_file(
        self, clock: saved.Clock, deployment: Deployment
    ) -> None:
        deployment.way_to(Todo.ASSIGN)
        rows = [
            {"who": "truong", "first": "2017-01-17", "until": "2017-01-19", "by": "son"},
            {
                **{"who": "chu-tich", "first": "2017-01-17", "until": "2017-01-19"},
                **{"by": "pho-chu-tich-1", "sign": "TUQ"},
            },
        ]
        another(Edit(PEOPLE, ("absences",), rows))
        clock.later()
        deployment.escalate()
        office = Office(deployment, "son@vanphong.langson.example")
        page = f"/van-phong/ho-so/{deployment.codes()[0]}/assign/-"
        signer = dict(office.get(page).page.fill("assign"))["signer"]
        assert signer == "Chu Đình Sơn, Phó Chánh Văn phòng (KT. Chánh Văn phòng)"
        office.fill(page, "assign", agency="do-thi", document="12/VP")
        assert deployment.file().history[-1].by.title.endswith("(KT. Chánh Văn phòng)")
        deployment.deliver()
        deployment.press(deployment.newest_link("do-thi@langson.example"), "answer", **ANSWERED)
        deployment.gather()
        deployment.deliver()
        deployment.press(deployment.newest_link(MAIL), "draft", words="Đèn đã sáng lại.")
        deployment.gather()
        deployment.deliver()
        leader = deployment.newest_link("phochutich1@langson.example")
        deployment.press(leader, "approve")
        approved = next(e for e in deployment.file().history if e.kind == "approved")
        assert "(TUQ. Chủ tịch" in approved.by.title


def test_a_former_agency_is_named_and_given_nothing(
    clock: saved.Clock, deployment: Deployment
) -> None:
    reader, services = wiring.settings_files(), wiring.services()
    files = changing.files_now(services.rules, services.store)
    places = [a.id for a in services.rules.authority.agencies]
    edit = Edit("agencies.yaml", ("agencies", places.index("y-te"), "former"), True)
    made = reader.read("langson", reader.edited(files, [edit]))
    assert "y-te" not in {a.id for a in made.authority.agencies_now}
    assert made.authority.agency("y-te").name == "Phòng Y tế"


def test_a_request_goes_by_one_version_from_beginning_to_end(
    clock: saved.Clock, deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = DynamoCases.commit, [True]

    def commit(self: DynamoCases, *commits: Commit) -> None:
        if left:  # in the middle of the request the office closes earlier
            left.clear()
            another(Edit("authority.yaml", ("hours", "closes"), "16:00"))
            clock.later()
        real(self, *commits)

    monkeypatch.setattr(DynamoCases, "commit", commit)
    deployment.sms()
    [event] = deployment.file().history
    [due] = [c.due_at for c in deployment.file().case.clocks]
    assert (event.settings, due.hour) == (1, 17)
    deployment.sms(deployment.message_fields(sender="+84912000008"))
    second = next(c for c in deployment.codes() if deployment.file(c).history[0].settings == 2)
    assert [c.due_at.hour for c in deployment.file(second).case.clocks] == [16]


def test_of_very_many_open_cases_the_first_are_tried_and_the_others_counted(
    clock: saved.Clock, deployment: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreseeing, "TRIED", 2)
    for number in range(5):
        deployment.sms(deployment.message_fields(sender=f"+8491200000{number}"))
    services, reader = wiring.services(), wiring.settings_files()
    rules, store = services.rules, services.store
    files = reader.edited(changing.files_now(rules, store), day_off("2017-01-19"))
    foreseen = changing.foresee(rules, store, reader, files, "chief")
    assert (len(foreseen.moves), foreseen.untried) == (2, 3)

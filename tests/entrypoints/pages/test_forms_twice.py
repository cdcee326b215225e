"""Every form posted twice, and ten times in the same moment: one effect, the same answer."""

from chalicelib.domain.todos.table import Todo
from tests.support.answers import Answer
from tests.support.at_once import at_once
from tests.support.deployment import AGENCY, SUMMARY, Deployment
from tests.support.presses import EVERY, PRESSES, Press, filled

OTHER = "y-te"
ASSIGN = {"agency": AGENCY, "document": "12/VP", "signer": "Chánh VP"}
SCREEN = {"field": "S1", "summary": SUMMARY, "agency": AGENCY}


class Before:
    """What there was, to say what was added."""

    def __init__(self, deployment: Deployment) -> None:
        self.events = len(deployment.file().history)
        self.notifications = {notification.id for notification in deployment.notifications()}
        self.sent = len(deployment.mails()) + len(deployment.provider.sent)
        self.counts = deployment.counts()


def assert_once(deployment: Deployment, before: Before, press: Press) -> None:
    """All of it, once: history, notifications, messages, contacts, cases."""
    deployment.deliver()
    deployment.later(minutes=1)
    deployment.sweep()
    deployment.deliver()
    assert [e.kind for e in deployment.file().history][before.events :] == press.events
    assert [e.seq for e in deployment.file().history] == list(
        range(1, len(deployment.file().history) + 1)
    )
    added = [n.kind for n in deployment.notifications() if n.id not in before.notifications]
    assert sorted(added) == press.notifications
    sent = len(deployment.mails()) + len(deployment.provider.sent)
    later = press.notifications.count("urgent_call")
    assert sent - before.sent == len(press.notifications) - later
    after = deployment.counts()
    for kind in ("head", "raw", "contact"):
        assert after[kind] == before.counts[kind]


def assert_same(answers: list[Answer], press: Press) -> None:
    assert {a.same for a in answers} == {answers[0].same}
    assert answers[0].status == 200
    assert "Đã ghi nhận" in answers[0].page.text


@EVERY
def test_a_double_click_is_done_once_and_shows_the_same(deployment, press):
    link, fields = filled(deployment, press)
    before = Before(deployment)
    answers = [deployment.post(link, fields), deployment.post(link, fields)]
    assert_same(answers, press)
    assert_once(deployment, before, press)


@EVERY
def test_the_same_form_ten_times_at_once_is_done_once_and_shows_the_same(deployment, press):
    link, fields = filled(deployment, press)
    before = Before(deployment)
    answers = at_once(10, lambda: deployment.post(link, fields))
    assert_same(answers, press)
    assert_once(deployment, before, press)


@EVERY
def test_the_same_form_long_after_shows_the_same_and_changes_nothing(deployment, press):
    link, fields = filled(deployment, press)
    first = deployment.post(link, fields)
    deployment.deliver()
    before = deployment.dump()
    for span in ({"minutes": 5}, {"hours": 20}, {"days": 5}, {"days": 60}):
        deployment.later(**span)
        assert deployment.post(link, fields).same == first.same
    assert deployment.dump() == before


def test_a_confirmation_reads_the_same_when_the_case_has_long_gone_on(deployment):
    link, fields = filled(deployment, PRESSES["propose"])
    first = deployment.post(link, fields)
    deployment.deliver()
    for todo, name in ((Todo.ASSIGN, "assign"), (Todo.ANSWER, "answer")):
        press = PRESSES[name]
        deployment.press(deployment.link(todo), press.action, **press.typed)
        deployment.deliver()
        assert deployment.post(link, fields).same == first.same


def test_a_reload_of_the_confirmations_address_is_the_neutral_page(deployment):
    link, fields = filled(deployment, PRESSES["propose"])
    deployment.post(link, fields)
    assert deployment.get(link).status == 404


def test_of_two_different_forms_at_once_one_is_done_and_the_other_loses_nothing_typed(deployment):
    link = deployment.way_to(Todo.ASSIGN)
    page = deployment.get(link).page
    forms = [
        page.fill("assign", **ASSIGN, instruction="lời thứ nhất"),
        page.fill("assign", **{**ASSIGN, "agency": OTHER}, instruction="lời thứ hai"),
    ]
    before = Before(deployment)
    waiting = list(forms)
    answers = at_once(2, lambda: (fields := waiting.pop(), deployment.post(link, fields)))
    done = [a for _, a in answers if a.status == 200]
    lost = [(dict(f)["instruction"], a) for f, a in answers if a.status != 200]
    assert len(done) == len(lost) == 1
    assert lost[0][1].status == 404
    assert lost[0][0] in lost[0][1].page.text
    assert_once(deployment, before, PRESSES["assign"])


def test_two_agencies_that_answer_at_once_both_see_their_own_confirmation(deployment):
    link = deployment.way_to(Todo.ASSIGN)
    deployment.press(link, "assign", **ASSIGN, agencies=[OTHER])
    deployment.deliver()
    answered = {}
    for agency, name in ((AGENCY, "Lý Văn Tư"), (OTHER, "Mã Thị Năm")):
        own = deployment.newest_link(deployment.authority.agency(agency).mail)
        typed = {"answer": f"{name} đã làm.", "name": name, "title": "Trưởng phòng"}
        answered[name], _ = deployment.press(own, "answer", **typed)
    assert "Lý Văn Tư" in answered["Lý Văn Tư"].page.text
    assert "Mã Thị Năm" in answered["Mã Thị Năm"].page.text
    for name, answer in answered.items():
        assert answer.status == 200
        assert all(n == name or n not in answer.page.text for n in answered)


def test_what_stays_to_do_can_be_done_again_with_other_words(deployment):
    link, fields = filled(deployment, PRESSES["not reached"])
    assert deployment.post(link, fields).status == 200
    second = deployment.get(link).page.fill("not_reached", note="Vẫn bận.")
    assert deployment.post(link, second).status == 200
    third = deployment.get(link).page.fill("tell", how="phone", whom="citizen", note="Đã nghe.")
    assert deployment.post(link, third).status == 200
    kinds = [e.kind for e in deployment.file().history]
    assert kinds.count("not_reached") == 2
    assert kinds[-1] == "told_by_phone"

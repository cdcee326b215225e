"""Whatever is wrong with a form is said on top and beside its field, for eyes and for ears."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Channel
from chalicelib.domain.case.workflow import STEPS, State
from chalicelib.domain.todos.table import ROWS, Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.entrypoints.pages.frame import rendering
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.todos.forms import BUTTONS
from chalicelib.usecases.todos import act
from tests.support.deployment import AGENCY
from tests.support.office import CHIEF, Office

# What reading a form and looking through its texts can find wrong, besides a step's needs.
OF_READING = {
    Todo.SCREEN: ("phone", "own_number", "mail", "too_many", "signed_out"),
    Todo.ASSIGN: ("too_many",),
    Todo.EXTEND: ("date",),
    Todo.ANSWER: ("date",),
    Todo.TELL: ("aloud",),
}
OF_ALL = ("action", "not_allowed", "too_long", "disclosed", "disclosed_secret", "disclosed_why")
# What concerns a form as a whole, or what its page has no field for; said at the form's head.
OF_THE_WHOLE = {(todo, problem) for todo in BUTTONS for problem in ("action", "not_allowed")}
OF_THE_WHOLE |= {(Todo.ASSIGN, "urgent"), (Todo.ASSIGN, "a_leader"), (Todo.REOPEN, "nuisance")}
# Whoever parts a case from another types nothing.
OF_THE_WHOLE |= {(Todo.FOLLOW, problem) for problem in OF_ALL}
# What a leader cannot mend: the office has not screened it far enough for an order.
OF_THE_WHOLE |= {(Todo.URGE, need) for need in ("account", "field", "identity", "summary")}


def found_wrong():
    """Each form, each of its buttons, and each problem that can come of it."""
    for todo, buttons in BUTTONS.items():
        for name, button in buttons.items():
            steps = [s for s in STEPS if s.action is button.action and s.state in ROWS[todo].states]
            needs = {need.value for step in steps for need in step.needs}
            for problem in sorted({*needs, *OF_READING.get(todo, ()), *OF_ALL}):
                yield pytest.param(todo, str(name), problem, id=f"{todo}-{name}-{problem}")


class Fields(HTMLParser):
    """The elements of a page by id, with the words of those that say what is wrong."""

    def __init__(self, html):
        super().__init__()
        self.by_id, self.named, self.words, self._open = {}, {}, {}, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        own = dict(attrs)
        if "id" in own:
            self.by_id[own["id"]] = (tag, own)
        if tag == "span" and str(own.get("id", "")).endswith("-wrong"):
            self._open = own["id"]

    def handle_data(self, data):
        if self._open:
            self.words[self._open] = self.words.get(self._open, "") + data

    def handle_endtag(self, tag):
        if tag == "span":
            self._open = ""


@pytest.fixture(scope="module")
def pages():
    """The views made so far: a case that has gone all the way has all that any page shows."""
    return {}


def shown(deployment, pages, todo, action, problem):
    rules, store = deployment.services.rules, deployment.services.store
    if not pages:
        link = deployment.way_to(Todo.TELL)
        pages["view"] = act.open_link(rules, store, act.link_of(store, link.removeprefix("/viec/")))
    view = pages["view"]
    role, who = (Role.AGENCY, AGENCY) if todo is Todo.ANSWER else (Role.OFFICER, "nghia")
    about = AGENCY if todo is Todo.EXTEND else ""
    channel = Channel.VOICE if problem == "account" else Channel.SMS
    states = sorted(ROWS[todo].states)
    state = State.PROPOSED if State.PROPOSED in states else states[-1]
    case = replace(view.file.case, maybe_crime=True, channel=channel, state=state, urgent=True)
    ref = TodoRef(todo=todo, subject=case.code, role=role, who=who, about=about)
    view = replace(view, ref=ref, file=replace(view.file, case=case))
    first = rendering.todo(rules, view, Form(()))
    texts = re.findall(r'<(?:textarea|input) id="(\w+)" name="\w+" (?:rows|type="text")', first)
    typed = [(name, "ệ" * 10_001 if problem == "too_long" else "") for name in texts[:1]]
    disclosed = dict.fromkeys(texts[:1], ()) if problem.startswith("disclosed") else {}
    form = Form((*typed, ("action", action)))
    late = 60 if problem == "late_reason" else 0
    deployment.later(days=late)
    html = rendering.todo(deployment.services.rules, view, form, (problem,), disclosed=disclosed)
    deployment.later(days=-late)
    return html


@pytest.mark.parametrize(("todo", "action", "problem"), list(found_wrong()))
def test_every_problem_of_every_form_stands_beside_a_field_that_says_so(
    deployment, pages, todo, action, problem
):
    html = shown(deployment, pages, todo, action, problem)
    page = Fields(html)
    summary = re.search(r'<div class="callout warn" role="alert" tabindex="-1" autofocus>', html)
    assert summary
    (to,) = re.findall(r'<li><a href="#([\w-]+)">', html)
    tag, own = page.by_id[to]
    said = page.words[f"{to}-wrong"]
    assert said.strip() in re.sub(r"\s+", " ", html.partition("</ul>")[0])
    if (todo, problem) in OF_THE_WHOLE:
        assert to == "action"
        return
    assert to != "action"
    if tag == "details":
        assert "open" in own
        assert 'aria-describedby="recused-wrong"' in html
    else:
        assert tag in ("input", "textarea", "select", "button")
        assert own["aria-invalid"] == "true"
        assert f"{to}-wrong" in own["aria-describedby"].split()


def test_what_is_missing_of_several_fields_stands_beside_each_that_is_empty(deployment):
    link = deployment.way_to(Todo.ANSWER)
    answer, _ = deployment.press(link, "answer", answer="Xong.", name="Tư", title="")
    page = Fields(answer.body)
    assert set(page.words) == {"title-wrong"}
    assert "aria-invalid" not in page.by_id["name"][1]


def test_the_fold_in_which_a_field_lies_is_open_when_it_is_wrong(deployment):
    link = deployment.way_to(Todo.APPROVE)
    answer, _ = deployment.press(link, "send_back", words="Lời.")
    before = answer.body.partition('id="reason"')[0]
    assert before.rpartition("<details")[2].startswith(' class="more box" open')


def test_a_page_without_problems_has_none_beside_its_fields(deployment):
    office = Office(deployment, CHIEF)
    page = office.get(deployment.way_to(Todo.TELL))
    assert "-wrong" not in page.body
    assert "autofocus" not in page.body

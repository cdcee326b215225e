"""All words for people stand in the authority's texts and in the templates, never amid the code."""

import ast
import re
from pathlib import Path

import pytest

from chalicelib.authority import load
from chalicelib.authority.text_contract import CONTRACT
from chalicelib.domain.case.workflow import Need, State
from chalicelib.domain.todos.table import ROWS, Subject
from chalicelib.domain.transitions.making import TEXTS as TRANSITION_TEXTS
from tests.structure.sources import PRODUCT, below, docstrings, modules

# Modules that hold Vietnamese as data to recognise or to spell, and why.
DATA = {
    "chalicelib.domain.understanding": "the words by which a message is understood",
    "chalicelib.domain.formats.vietnamese": "the letters themselves",
    "chalicelib.domain.formats.tcvn3": "the letters of an old encoding",
    "chalicelib.domain.formats.sms_length": "the letters that a text message has",
    "chalicelib.domain.formats.dates": "the word between hour and day",
    "chalicelib.domain.formats.speech": "digits, days and hours as they are spoken",
    "chalicelib.domain.formats.phone": "labels before a number in a message",
    "chalicelib.domain.case.disclosure.names": "what stands between names",
    "chalicelib.domain.case.disclosure.words": "the words before names and places",
    "chalicelib.authority": "the words' own room",
}
ACCENTED = re.compile("[à-ỹÀ-ỸăđơưĂĐƠƯ\u0300-\u0323]")


def is_data(module: str) -> bool:
    return any(module == data or module.startswith(f"{data}.") for data in DATA)


def strings(module: str) -> list[ast.Constant]:
    tree = modules()[module]
    alone = docstrings(tree)
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
    ]


@pytest.mark.parametrize("module", [m for m in ["app", *below("chalicelib")] if not is_data(m)])
def test_no_words_for_people_stand_amid_the_code(module):
    assert [f"{s.lineno}: {s.value}" for s in strings(module) if ACCENTED.search(s.value)] == []


def test_every_exemption_is_still_needed():
    for data in DATA:
        found = [s for m in below(data) for s in strings(m) if ACCENTED.search(s.value)]
        assert found or data == "chalicelib.authority", data


# --- keys

TEXTS = load("langson").texts


def called(name: str) -> list[tuple[str, ast.Call]]:
    """Calls of this function or method anywhere in the product."""
    return [
        (module, node)
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", "") == name or getattr(node.func, "id", "") == name)
    ]


def said(node: ast.expr | None) -> list[str]:
    """The strings an expression can be, as patterns."""
    match node:
        case ast.Constant(value=str(value)):
            return [re.escape(value)]
        case ast.IfExp(body=one, orelse=other):
            return said(one) + said(other)
        case ast.JoinedStr(values=parts):
            pieces = [said(p)[0] if isinstance(p, ast.Constant) else "[^.]+" for p in parts]
            return ["".join(pieces)]
    return []


def keys_used() -> dict[str, str]:
    """Every key that code asks the texts for, as a pattern, with where it does."""
    found: dict[str, str] = {}
    for module, tree in modules().items():
        if module.startswith("chalicelib.authority"):
            continue
        for node in ast.walk(tree):
            key: ast.expr
            if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "texts":
                key = node.slice
            elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "text":
                key = node.args[0]
            else:
                continue
            found |= dict.fromkeys(said(key), f"{module}:{node.lineno}")
    return found


def test_every_key_that_code_asks_for_is_a_text():
    used = keys_used()
    assert len(used) > 15
    for pattern, where in used.items():
        assert [key for key in TEXTS if re.fullmatch(pattern, key)], f"{where}: {pattern}"


def argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    named = [k.value for k in call.keywords if k.arg == name]
    return named[0] if named else (call.args[place] if len(call.args) > place else None)


def test_every_line_of_the_history_that_code_writes_has_its_words():
    kinds = {
        kind
        for module, call in called("note")
        if module.startswith("chalicelib.domain")
        or module == "chalicelib.usecases.delivery.failures"
        for kind in said(argument(call, 1, "kind"))
    }
    assert len(kinds) > 10
    for kind in kinds:
        assert [key for key in TEXTS if re.fullmatch(rf"event\.{kind}", key)], kind


def test_a_line_of_the_history_may_use_the_words_that_code_gives_it_and_no_others():
    compared = set()
    for module, call in called("note"):
        if not module.startswith("chalicelib.domain.transitions") or any(
            word.arg is None for word in call.keywords
        ):
            continue
        for kind in said(argument(call, 1, "kind")):
            if f"event.{kind}" in TRANSITION_TEXTS:
                compared.add(kind)
                given = {word.arg for word in call.keywords}
                assert given == set(TRANSITION_TEXTS[f"event.{kind}"].split()), kind
    assert len(compared) > 20


def test_every_notification_that_code_plans_has_its_words():
    mails = {k for _, call in called("mail") for k in said(argument(call, 0, "kind"))}
    texts = {
        k
        for module, call in called("text")
        if isinstance(call.func, ast.Name)
        for k in said(argument(call, 0, "kind"))
    }
    assert len(mails) > 5
    assert len(texts) > 2
    for kind in mails:
        for part in ("subject", "body", "button"):
            assert f"mail.{kind}.{part}" in TEXTS
    for kind in texts:
        assert f"sms.{kind}" in TEXTS


def test_every_state_has_its_words():
    assert {f"state.{state}" for state in State} <= set(TEXTS)


def test_the_contract_and_the_texts_name_the_same_keys():
    families = {key.split(".")[0] for key in CONTRACT}
    assert {key for key in TEXTS if key.split(".")[0] in families} == set(CONTRACT)


# --- templates

TEMPLATES = PRODUCT / "entrypoints" / "pages" / "templates"


def templates() -> list[Path]:
    return sorted(TEMPLATES.glob("*.html"))


def test_every_key_that_a_template_asks_for_is_a_text():
    for template in templates():
        for key in re.findall(r'texts\["([^"]+)"\]', template.read_text()):
            assert key in TEXTS, (template.name, key)


def test_every_to_do_has_its_page():
    there = {template.stem for template in templates()}
    pages = {todo.value for todo, row in ROWS.items() if row.subject is Subject.CASE}
    assert pages <= there


def test_every_need_and_every_problem_of_a_form_has_its_words():
    parts = (TEMPLATES / "_parts.html").read_text()
    worded = set(re.findall(r'^\s*"(\w+)": "', parts.split("}[problem]")[0], re.M))
    raised = {
        node.value
        for _, call in called("FormError")
        for node in call.args
        if isinstance(node, ast.Constant)
    }
    assert raised
    assert {need.value for need in Need} | raised | {"phone", "mail", "not_allowed"} <= worded


OUR_SCRIPT = '<script src="{{ urls.SCRIPT }}" defer></script>'


@pytest.mark.parametrize("template", templates(), ids=lambda t: t.name)
def test_no_template_trusts_what_was_typed(template):
    said = template.read_text().replace(OUR_SCRIPT, "")
    assert "|safe" not in said.replace(" ", "")
    assert "autoescape" not in said
    assert "<script" not in said
    assert not re.search(r"\son\w+=", said)


# --- due times: in one module, so that nobody forgets to say that one is provisional

SAID_IN = "chalicelib.domain.time.due"
_DUE = re.compile(r"\bdue(_at)?\b")
_SHOWN = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_ONE_WAY = re.compile(r"\b(due|first_due)\(|calendar\.working_days_between\(|calendar\.days_late\(")


def _dates_in_code(tree: ast.Module) -> list[str]:
    """What puts a moment that is named as due into the form of a date."""
    formatted = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None
    ]
    called = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("strftime", "day")
    ]
    dates = [n for n in formatted if "%" in ast.unparse(n.format_spec)] + called
    return [said for node in dates if _DUE.search(said := ast.unparse(node))]


@pytest.mark.parametrize("module", [m for m in modules() if m != SAID_IN])
def test_no_module_writes_a_due_time_in_another_way(module):
    assert _dates_in_code(modules()[module]) == []


def test_the_one_module_is_found_by_this_search():
    source = "def said(due_at): return f'{calendar.local(due_at):%d/%m/%Y}', speech.day(due_at)"
    assert len(_dates_in_code(ast.parse(source))) == 2


@pytest.mark.parametrize("template", templates(), ids=lambda t: t.name)
def test_no_template_shows_a_due_time_in_another_way(template):
    shown = _SHOWN.findall(template.read_text("utf-8"))
    others = [what for what in shown if re.search(r"due_at\b", what) and not _ONE_WAY.search(what)]
    assert others == []

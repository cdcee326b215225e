"""Files as somebody may paste or import them: what is odd is refused with its line, in words, and
never ends the process that reads it."""

from __future__ import annotations

import pytest

from chalicelib.authority.documents import AGENCIES, AUTHORITY, CALENDAR, LADDERS, PEOPLE, TEXTS
from chalicelib.authority.versions import AuthorityFiles
from chalicelib.domain.authority.problems import ConfigurationError
from chalicelib.usecases.ports.settings import Edit, Files

FILES = AuthorityFiles()
SHIPPED = FILES.shipped("langson")

LAUGHS = "a: &a {x: ha}\n" + "".join(
    f"{b}: &{b} {{{', '.join(f'k{n}: *{a}' for n in range(9))}}}\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
ODD = {
    "laughs without end": LAUGHS,
    "a mapping within itself": "a: &a {b: *a}\n",
    "lists without end": "[" * 100_000,
    "mappings without end": "{a: " * 50_000,
    "a list for a key": "? [a, b]\n: c\n",
    "a mapping for a key": "{a: 1}: c\n",
    "a type": "sms: !!python/object:os.system {a: b}\n",
    "a type of a mapping": "sms: !x {received: a}\n",
    "a tab": "sms:\n\treceived: a\n",
    "a letter of no text": 'sms: "\x00"\n',
    "two documents": "a: b\n---\nc: d\n",
    "no mapping": "- a\n",
    "a key twice": "sms: {received: a}\nsms: {received: b}\n",
    "letters in parts": 'sms: {received: "Đa\u0303 nhận"}\n',
    "braces that do not end": 'sms: {received: "{code"}\n',
    "braces that reach further": 'sms: {received: "{code.__class__} {hotline!r:>99999999}"}\n',
    "more than fits": "# " + "x" * 400_000,
}


def kinds(files: Files) -> set[str]:
    with pytest.raises(ConfigurationError) as error:
        FILES.read("langson", files)
    return {problem.kind for problem in error.value.found}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_an_odd_file_is_refused_with_a_reason(odd: str) -> None:
    assert kinds({**SHIPPED, TEXTS: odd})


@pytest.mark.parametrize("plain", ["", "\n", "# nothing\n", "\ufeffsms: {}\n"])
def test_an_empty_file_of_texts_is_one_without_texts(plain: str) -> None:
    assert FILES.read("langson", {**SHIPPED, TEXTS: plain})


def test_lines_may_end_as_on_another_machine() -> None:
    other = {name: text.replace("\n", "\r\n") for name, text in SHIPPED.items()}
    assert FILES.read("langson", other) == FILES.read("langson", SHIPPED)


@pytest.mark.parametrize("missing", [AUTHORITY, PEOPLE, AGENCIES, CALENDAR, LADDERS])
def test_a_folder_without_a_file_is_refused(missing: str) -> None:
    assert "missing" in kinds({n: text for n, text in SHIPPED.items() if n != missing})


@pytest.mark.parametrize("files", [{}, {TEXTS: "sms: {}\n"}])
def test_a_folder_without_a_body_is_refused(files: Files) -> None:
    assert kinds(files) == {"no_file"}


@pytest.mark.parametrize("file", [LADDERS, CALENDAR, TEXTS])
def test_people_stand_in_no_other_file(file: str) -> None:
    """Else whoever may not see them could bring them along."""
    assert kinds({**SHIPPED, file: SHIPPED.get(file, "") + "\nofficers: []\n"})
    assert kinds({**SHIPPED, AUTHORITY: SHIPPED[AUTHORITY] + "\nofficers: []\n"}) == {"twice"}


def edited(file: str, *way: str | int, value: object) -> Files:
    return FILES.edited(SHIPPED, [Edit(file, way, value)])


@pytest.mark.parametrize(
    ("way", "value", "kind"),
    [
        (("place",), "TP. {oops}", "text_braces"),
        (("reception", "hours"), "{", "text_braces"),
        (("terms", "one_agency"), 1_000_000, "not_between"),
        (("terms", "link_days"), 10**9, "not_between"),
        (("terms", "link_days"), 0, "not_between"),
        (("redirects", 0, "id"), "khieu-nai", "missing"),
    ],
)
def test_a_value_that_would_stop_later_work_is_refused_now(
    way: tuple[str | int, ...], value: object, kind: str
) -> None:
    assert kind in kinds(edited(AUTHORITY, *way, value=value))


def test_the_moment_of_an_address_has_its_offset() -> None:
    since = edited(PEOPLE, "officers", 0, "since", value="2017-01-17T08:00:00")
    assert kinds(since) == {"since_zone"}


@pytest.mark.parametrize("role", ["reader", "technician"])
def test_whoever_handles_no_matters_is_named_for_none(role: str) -> None:
    rows = [{"who": "nghia", "first": "2017-01-18", "until": "2017-01-19", "by": "trinh"}]
    edits = [Edit(PEOPLE, ("officers", 3, "role"), role), Edit(PEOPLE, ("absences",), rows)]
    assert kinds(FILES.edited(SHIPPED, edits)) == {"no_handler"}
    named = [edits[0], Edit(PEOPLE, ("duty",), "trinh")]
    assert kinds(FILES.edited(SHIPPED, named)) == {"no_handler"}


def test_rows_of_a_row_are_removed_before_the_row() -> None:
    years = FILES.read("langson", SHIPPED).days.years
    gone = [Edit(CALENDAR, ("years", 0)), Edit(CALENDAR, ("years", 0, "off", 0))]
    left = FILES.read("langson", FILES.edited(SHIPPED, gone)).days.years
    assert left == years[1:]


def test_the_first_row_of_a_list_that_is_not_there_yet_stands_with_its_kind() -> None:
    place = FILES.place(SHIPPED, "absences")
    assert place == FILES.place(SHIPPED, "officers")
    row = {"who": "thuy", "first": "2017-01-18", "until": "2017-01-19", "by": "nghia"}
    files = FILES.edited(SHIPPED, [Edit(place, ("absences", 0), row)])
    assert [one.by for one in FILES.read("langson", files).authority.absences] == ["nghia"]


def test_a_mail_keeps_the_line_of_its_link() -> None:
    without = 'mail:\n  agency_assigned:\n    body: "Kính gửi: {to}"\n'
    assert kinds({**SHIPPED, TEXTS: without}) == {"text_link"}
    amid = 'mail:\n  agency_assigned:\n    body: "Xin mở {url} để trả lời."\n'
    assert kinds({**SHIPPED, TEXTS: amid}) == {"text_link"}


@pytest.mark.parametrize(("said", "kind"), [("", "date_missing"), ("32/1/2027", "no_date")])
def test_a_day_that_is_none_is_said_to_be_none(said: str, kind: str) -> None:
    row = {"who": "thuy", "first": said, "until": "2027-01-31", "by": "nghia"}
    assert kinds(FILES.edited(SHIPPED, [Edit(PEOPLE, ("absences", 0), row)])) == {kind}

"""Versions of an authority's files: packed, changed by hand or by form, and compared."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.authority.documents import AUTHORITY, CALENDAR, PEOPLE
from chalicelib.authority.versions import AuthorityFiles
from chalicelib.domain.authority.problems import SAID
from chalicelib.domain.formats.vietnamese import nfc
from chalicelib.usecases.ports.settings import Difference, Edit

FILES = AuthorityFiles()
SHIPPED = FILES.shipped("langson")
TYPED = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)


def test_what_was_packed_is_read_as_it_was() -> None:
    made = FILES.read("langson", SHIPPED)
    assert FILES.unpack(FILES.pack(made)) == made


@pytest.mark.parametrize("broken", [b"", b"x", b"x" * 1000])
def test_what_is_no_packed_authority_is_not_taken_for_one(broken: bytes) -> None:
    assert FILES.unpack(broken) is None


def test_a_changed_value_leaves_every_other_line_as_it_was() -> None:
    edit = Edit(PEOPLE, ("officers", 1, "mail"), "chu-dinh-son@vanphong.langson.example")
    edited = FILES.edited(SHIPPED, [edit])
    pairs = zip(SHIPPED[PEOPLE].splitlines(), edited[PEOPLE].splitlines(), strict=True)
    assert [(a.strip(), b.strip()) for a, b in pairs if a != b] == [
        (
            'mail: "son@vanphong.langson.example"',
            'mail: "chu-dinh-son@vanphong.langson.example"',
        )
    ]
    assert {n: t for n, t in edited.items() if n != PEOPLE} == {
        n: t for n, t in SHIPPED.items() if n != PEOPLE
    }


def test_an_edit_that_changes_nothing_changes_no_letter() -> None:
    assert (
        FILES.edited(SHIPPED, [Edit(PEOPLE, ("duty",), "nghia")])[PEOPLE].replace(
            'duty: "nghia"', "duty: nghia"
        )
        == SHIPPED[PEOPLE]
    )
    assert FILES.edited(SHIPPED, []) == SHIPPED


def test_rows_are_added_behind_and_removed_by_their_old_places() -> None:
    row = {"id": "moi", "name": "Lê Mới", "title": "Chuyên viên", "role": "officer"}
    row |= {"mail": "moi@vanphong.langson.example", "phone": "+84900000199"}
    edits = [
        Edit(PEOPLE, ("officers", 2), None),
        Edit(PEOPLE, ("officers", 9), row),
        Edit(PEOPLE, ("officers", 3), None),
    ]
    made = FILES.read("langson", FILES.edited(SHIPPED, edits))
    assert [o.id for o in made.authority.officers] == [
        *("truong", "son", "nghia", "manh-truong", "thuy", "le-nhung", "nong-nhung", "moi")
    ]


def test_a_list_without_its_last_row_is_empty_and_its_comments_go_with_its_rows() -> None:
    rows = [Edit(AUTHORITY, ("sms", "routes", place)) for place in range(3)]
    edited = FILES.edited(SHIPPED, rows)[AUTHORITY]
    assert "  routes: []\n" in edited
    assert "# An old telephone" not in edited
    some = FILES.edited(SHIPPED, rows[:2])
    assert [r.gateway for r in FILES.read("langson", some).authority.sms.routes] == ["twilio"]


def test_routes_in_another_order_are_different() -> None:
    routes = [{"gateway": name} for name in ("twilio", "tong-dai")]
    old, new = (
        FILES.edited(SHIPPED, [Edit(AUTHORITY, ("sms", "routes"), rows)])
        for rows in (routes, routes[::-1])
    )
    assert FILES.differences(old, new) == [
        Difference(AUTHORITY, "sms.routes", "twilio, tong-dai", "tong-dai, twilio")
    ]


@settings(max_examples=40)
@given(TYPED.map(nfc))
def test_whatever_is_typed_into_a_field_is_read_as_it_was_typed(typed: str) -> None:
    edited = FILES.edited(SHIPPED, [Edit(PEOPLE, ("officers", 0, "title"), typed)])
    made = FILES.read("langson", edited)
    assert made.authority.officers[0].title == typed


def test_versions_differ_by_value_and_rows_are_known_by_their_ids() -> None:
    edits = [
        Edit(PEOPLE, ("officers", 0), None),
        Edit(PEOPLE, ("officers", 1, "title"), "Quyền Chánh Văn phòng"),
    ]
    found = FILES.differences(SHIPPED, FILES.edited(SHIPPED, edits))
    assert (
        Difference(PEOPLE, "officers.son.title", "Phó Chánh Văn phòng", "Quyền Chánh Văn phòng")
        in found
    )
    assert {one.at.rpartition(".")[0] for one in found} == {"officers.truong", "officers.son"}


def test_a_key_is_what_is_written_and_no_yes_or_no() -> None:
    row = {"first": "2017-03-01", "name": "lụt"}
    after = FILES.edited(SHIPPED, [Edit(CALENDAR, ("years", 0, "off", 6), row)])
    assert {one.at for one in FILES.differences(SHIPPED, after)} == {
        "years.2017.off.2017-03-01.first",
        "years.2017.off.2017-03-01.name",
    }
    assert {"setting.yes", "setting.no"} <= FILES.texts(SHIPPED).keys()


def test_the_offices_own_texts_stand_over_the_shipped_ones() -> None:
    own = FILES.edited(SHIPPED, [Edit("texts.yaml", ("event", "closed"), "Đã xong")])
    assert FILES.read("langson", own).authority.texts["event.closed"] == "Đã xong"
    sentence = FILES.texts(own)["event.closed"]
    assert (sentence.shipped, sentence.own) == ("Kết thúc hồ sơ", "Đã xong")
    without = FILES.edited(own, [Edit("texts.yaml", ("event", "closed"), None)])
    assert FILES.read("langson", without).authority.texts["event.closed"] == "Kết thúc hồ sơ"


def test_a_key_is_changed_in_the_file_in_which_it_stands() -> None:
    assert FILES.place(SHIPPED, "duty") == PEOPLE
    in_one = {"authority.yaml": "".join(SHIPPED[n] for n in ("authority.yaml", PEOPLE))}
    assert FILES.place(in_one, "duty") == "authority.yaml"


@pytest.mark.parametrize("kind", SAID)
def test_every_problem_can_be_said_in_vietnamese_with_the_same_words(kind: str) -> None:
    from chalicelib.authority.text_contract import placeholders

    texts = FILES.read("langson", SHIPPED).authority.texts
    assert placeholders(texts[f"problem.{kind}"]) <= placeholders(SAID[kind])

"""What an address asks of the board: whatever it says, it is read, and says the same again."""

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.authority import load
from chalicelib.domain.deadlines.desk import Part
from chalicelib.entrypoints.pages.office.desk import query

LANGSON = load("langson")
NAMES = (query.FIELD, query.WARD, query.AGENCY, query.DUE, query.OWNER, query.TROUBLES)
names = st.sampled_from([*NAMES, *query.PAGES.values()]) | st.text()
known = [value for options in query.choices(LANGSON).values() for value, _ in options]
values = st.sampled_from([*known, "late", "-", "2"]) | st.text()


@given(st.dictionaries(names, values, max_size=8))
def test_an_address_is_read_whatever_it_says_and_says_the_same_on_the_next_page(said):
    read = query.read(said, LANGSON)
    asked = read.asked(LANGSON)
    assert {*read.filters} <= {*NAMES}
    path, _, anchor = read.turned_to(query.PAGES[Part.OTHERS], 7).partition("#")
    again = query.read(dict(parse_qsl(path.partition("?")[2])), LANGSON)
    assert anchor == query.PAGES[Part.OTHERS]
    assert again.filters == read.filters
    assert again.asked(LANGSON).filters == asked.filters
    assert again.pages[query.PAGES[Part.OTHERS]] == 7


@given(st.text())
def test_words_of_nobodys_choosing_do_not_come_back_in_an_address(typed):
    said = {query.WARD: typed, query.OWNER: typed, query.PAGES[Part.MINE]: typed, "q": typed}
    read = query.read(said, LANGSON)
    assert set(read.filters.values()) <= {*known, query.NOT_KNOWN}
    assert set(read.pages) <= {query.PAGES[Part.MINE]}


def test_an_address_without_anything_asks_for_the_first_pages_of_all():
    asked = query.read(None, LANGSON).asked(LANGSON)
    assert not asked.filters
    assert {*asked.pages.values(), asked.troubles} == {1}

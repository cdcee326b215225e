"""What of the citizen is found in what clerks write, and what is not (N7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.case.case import Identity
from chalicelib.domain.case.disclosure.finder import Secrets
from chalicelib.domain.case.disclosure.finds import Kind
from tests.support.messages import calls
from tests.unit.case.disclosure import sentences, typed
from tests.unit.case.disclosure.sentences import AN, BINH, HOA

WITH = sentences.WITH + typed.WITH
WITHOUT = sentences.WITHOUT + typed.WITHOUT

BOOK = Secrets.of([BINH])


def kinds(secrets: Secrets, text: str) -> set[str]:
    return {find.kind.value for find in secrets.found_in(text)}


@pytest.mark.parametrize(("who", "text", "kind"), WITH, ids=[text for _, text, _ in WITH])
def test_a_sentence_that_gives_the_citizen_away_is_found_with_what_it_gives_away(who, text, kind):
    assert kinds(Secrets.of([who]), text) == {kind}


@pytest.mark.parametrize(("who", "text"), WITHOUT, ids=[text for _, text in WITHOUT])
def test_a_sentence_about_the_matter_alone_is_left_alone(who, text):
    assert Secrets.of([who]).found_in(text) == ()


def test_the_words_are_quoted_as_they_stand():
    [find] = BOOK.found_in("Theo ông nguyen van BINH, đèn hỏng.")
    assert (find.kind, find.words) == (Kind.NAME, "ông nguyen van BINH")


def test_all_that_stands_there_is_found_each_once():
    said = "Ông Nguyễn Văn Bình, 12 Trần Đăng Ninh, 0912 345 678, binh.nguyen75@example.vn"
    assert [find.kind for find in BOOK.found_in(f"{said}. {said}")] == [
        Kind.NAME,
        Kind.ADDRESS,
        Kind.NUMBER,
        Kind.MAIL,
    ]


def test_a_single_word_is_a_name_only_when_somebody_is_addressed_by_it():
    secrets = Secrets.of([Identity(name="An")])
    assert secrets.found_in("An ninh, an toàn. An.") == ()
    assert kinds(secrets, "Đã gọi ông An.") == {"name"}


def test_numbers_of_the_hotline_and_of_agencies_may_be_read_by_anybody():
    secrets = Secrets.of([Identity(phone="+84912345678")], spared=["0912 345 678"])
    assert secrets.found_in("Gọi 0912345678.") == ()


def test_a_number_that_the_message_only_names_is_what_the_matter_is_about():
    assert Secrets.of([Identity(named=("+84912345678",))]).found_in("Số 0912345678 quấy rối.") == ()


def test_numbers_that_rang_are_looked_for_beside_those_of_the_identity():
    assert kinds(Secrets.of([Identity()], ["+84912345678"]), "Gọi 0912345678.") == {"number"}


def test_a_short_code_and_a_brand_are_nobodys():
    secrets = Secrets.of([Identity(sender="8086"), Identity(sender="VIETTEL")])
    assert secrets.found_in("Tin của VIETTEL gửi từ 8086.") == ()


def test_nobody_is_looked_for_where_nothing_is_known():
    assert Secrets.of([Identity()]).found_in("Ông Bình, 0912345678, 12 Trần Đăng Ninh") == ()


def test_a_find_in_one_field_is_not_the_same_in_another():
    [find] = BOOK.found_in("0912345678")
    assert find.mark("summary") != find.mark("note")


# --- every spelling

MOBILE = st.builds(
    lambda head, rest: f"{head}{rest:07d}",
    st.sampled_from(["91", "98", "38", "86", "70", "33"]),
    st.integers(0, 9_999_999),
)
LEADS = st.sampled_from(["0", "", "+84", "84", "0084", "+84 (0)", "+84 0", "84-"])
GAPS = st.sampled_from(["", " ", ".", "-", "  ", "\n", " - ", "/", "\u200b", ", ", "_", "\u00a0"])


@given(number=MOBILE, lead=LEADS, gaps=st.lists(GAPS, min_size=9, max_size=9), tail=st.text(" .,"))
def test_every_spelling_of_a_number_is_found(number, lead, gaps, tail):
    secrets = Secrets.of([Identity(phone=f"+84{number}")])
    spelled = lead + "".join(gap + digit for gap, digit in zip(gaps, number, strict=True))
    assert "number" in kinds(secrets, f"Gọi số {spelled}{tail} nhé")


@given(
    words=st.sampled_from([("Nguyễn", "Văn", "Bình"), ("Hoàng", "Thị", "Mai"), ("Bế", "Y", "Đạt")]),
    gap=st.sampled_from([" ", "  ", "\n", "-", ".", "", ", ", "_", "\u00a0", "\u200b "]),
    case=st.sampled_from([str.upper, str.lower, str.title, str.swapcase]),
)
def test_a_whole_name_is_found_in_any_case_and_however_its_words_are_set_apart(words, gap, case):
    secrets = Secrets.of([Identity(name=" ".join(words))])
    assert "name" in kinds(secrets, f"Theo {case(gap.join(words))} thì đèn hỏng")


@given(text=st.text("bcdghklmnpqrstvx 3467.,-\n", max_size=200))
def test_a_text_that_shares_nothing_with_the_citizen_is_left_alone(text):
    secrets = Secrets.of([Identity(name="Âu Y Uý", phone="+84912345678", mail="a@e.io")])
    assert secrets.found_in(text) == ()


@given(text=st.text(max_size=300))
def test_any_text_can_be_read(text):
    for secrets in (BOOK, Secrets.of([HOA, AN])):
        assert all(find.words for find in secrets.found_in(text))


@given(st.builds(Identity, name=st.text(max_size=60), address=st.text(max_size=60)))
def test_any_particulars_can_be_looked_for(identity):
    Secrets.of([identity]).found_in("Ông Bình ở số 12 đường Trần Đăng Ninh, 0912345678.")


@pytest.mark.parametrize(
    "part", ["Văn Bình ", "ông Bình ", "12 Trần Đăng Ninh ", "12 ", "0912 ", "@."]
)
def test_the_work_grows_with_the_length_of_the_text(part):
    BOOK.found_in(part)
    short, long = (calls(lambda n=n: BOOK.found_in(part * n)) for n in (250, 1_000))
    assert long < 6 * short


def test_a_house_in_a_lane_is_found_by_both_numbers_in_either_order():
    citizen = Secrets.of([Identity(address="số 6, ngõ 9, đường Bà Triệu")])
    for said in ("nhà 6/9 Bà Triệu", "nhà 9/6 Bà Triệu"):
        assert kinds(citizen, said) == {"address"}
    assert kinds(citizen, "nhà 6/8 Bà Triệu") == set()


PAPERS = (
    "quyết định, văn bản, công văn, tờ trình, thông báo, biên lai, biên bản, giấy phép, kế hoạch"
)


@pytest.mark.parametrize("paper", PAPERS.split(", "))
def test_the_number_of_a_paper_is_no_houses(paper):
    citizen = Secrets.of([Identity(address="215 đường Bà Triệu")])
    for said in (f"theo {paper} số 215 Bà Triệu", f"{paper} 215, đường Bà Triệu"):
        assert citizen.found_in(said) == ()
    assert kinds(citizen, "nhà số 215 Bà Triệu") == {"address"}


def test_the_number_of_a_file_is_no_houses_but_a_house_by_the_lake_is_one():
    citizen = Secrets.of([Identity(address="215 đường Bà Triệu")])
    assert kinds(citizen, "theo hồ sơ số 215 Bà Triệu") == set()
    assert kinds(citizen, "ở Bờ Hồ, số 215 Bà Triệu") == {"address"}
    assert kinds(citizen, "ở Bờ Hồ số nhà 215 Bà Triệu") == {"address"}

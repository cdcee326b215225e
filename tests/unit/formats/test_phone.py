"""Telephone numbers as people write them; the reference library is the judge of the rules."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType

from chalicelib.domain.formats.phone import (
    PhoneKind,
    display,
    find_phones,
    is_by_app,
    kind_of,
    normal_form,
    normalise,
)

DIGITS = "0123456789"
TRUNK = st.tuples(
    st.sampled_from(["03", "05", "07", "08", "09", "02"]), st.text(DIGITS, min_size=8)
)


def found(text: str) -> list[str]:
    return [phone.number for phone in find_phones(text)]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0886.121.666", "+84886121666"),
        ("0987 654 321", "+84987654321"),
        ("0987-654-321", "+84987654321"),
        ("09 1234 5678", "+84912345678"),
        ("0 912 345 678", "+84912345678"),
        ("+84 912 345 678", "+84912345678"),
        ("+84 (0) 912 345 678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("0169 345 6789", "+84393456789"),
        ("01234567890", "+84834567890"),
        ("0199.888.7777", "+84598887777"),
        ("0186 123 4567", "+84561234567"),
        ("(025) 3.876.672", "+842053876672"),
        ("025 3876672", "+842053876672"),
        ("0205.3876672", "+842053876672"),
        ("(0205) 3.876.672", "+842053876672"),
        ("04 3825 1234", "+842438251234"),
        ("024 3825 1234", "+842438251234"),
        ("+86 138 0013 8000", "+8613800138000"),
    ],
)
def test_a_number_is_read_in_every_spelling(written: str, number: str) -> None:
    assert normalise(written) == number
    assert found(f"ĐT {written}, xin cảm ơn") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 1234/QĐ-UBND ngày 05/5/2017",
        "ngày 05.05.2017 1234 hồ sơ",
        "CMND 081234567",
        "CCCD 020190001234",
        "CCCD: 0201 9000 1234",
        "mã hồ sơ 0912345678",
        "số tài khoản 0912345678",
        "biển số 12A-123.45",
        "giá 20.000.000đ, 500.000 mỗi chỗ",
        "gọi 113, 114 hoặc 1900 1234",
        "0912 345",
        "1.250.000.000 đồng",
        "00000000000",
        "A0912345678",
    ],
)
def test_dates_papers_prices_and_plates_are_not_numbers_to_ring(text: str) -> None:
    assert found(text) == []


def test_a_nine_digit_number_counts_only_after_a_label() -> None:
    assert found("sdt 912345678") == ["+84912345678"]
    assert found("so 912345678") == []


@pytest.mark.parametrize(
    "text",
    [
        "0912000111/0987654321",
        "0912.000.111 - 0987 654 321",
        "0912000111, 0987654321",
        "0912 000 111 hoặc 0987 654 321",
        "0912000111 0987654321",
    ],
)
def test_two_numbers_side_by_side_are_both_found(text: str) -> None:
    assert found(text) == ["+84912000111", "+84987654321"]


def test_a_house_number_beside_a_telephone_number_is_not_swallowed() -> None:
    text = "số 45 0987 654 321 15 Lê Lợi"
    (phone,) = find_phones(text)
    assert text[phone.start : phone.end] == "0987 654 321"


def test_the_letter_o_typed_for_a_zero_is_read() -> None:
    assert found("gọi O912 345 678") == ["+84912345678"]


@pytest.mark.parametrize(
    ("sender", "kind"),
    [
        ("+84912345678", PhoneKind.MOBILE),
        ("whatsapp:+84912345678", PhoneKind.MOBILE),
        ("sip:+84912345678@example.net", PhoneKind.MOBILE),
        ("0912345678", PhoneKind.MOBILE),
        ("+842053876672", PhoneKind.LANDLINE),
        ("+8613800138000", PhoneKind.FOREIGN),
        ("8086", PhoneKind.SHORT),
        ("19001234", PhoneKind.SHORT),
        ("VIETTEL", PhoneKind.BRAND),
        ("UBND TPLS", PhoneKind.BRAND),
        ("anonymous", PhoneKind.UNKNOWN),
        ("+266696687", PhoneKind.UNKNOWN),  # the provider's number for a withheld one
        ("", PhoneKind.UNKNOWN),
        ("   ", PhoneKind.UNKNOWN),
        ("---", PhoneKind.UNKNOWN),
    ],
)
def test_a_sender_has_a_kind(sender: str, kind: PhoneKind) -> None:
    assert kind_of(sender) is kind


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("+84886121666", "0886 121 666"),
        ("+842053876672", "0205 3876 672"),
        ("+842438251234", "024 3825 1234"),
    ],
)
def test_a_number_is_printed_in_groups(number: str, printed: str) -> None:
    assert display(number) == printed
    assert normalise(printed) == number


@given(TRUNK)
def test_vietnamese_numbers_are_valid_exactly_when_the_reference_library_says_so(
    parts: tuple[str, str],
) -> None:
    written = "".join(parts)[:11]
    parsed = phonenumbers.parse(written, "VN")
    kinds = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)
    valid = phonenumbers.is_valid_number(parsed) and phonenumbers.number_type(parsed) in kinds
    old = written.startswith(("020", "022", "023", "024", "025", "026", "027", "028", "029"))
    assume(valid or not (old and len(written) < 12))  # old area codes are mapped, see above
    expected = f"+84{parsed.national_number}" if valid else None
    assert normalise(written) == expected


@given(st.text())
def test_any_text_is_searched_without_failing(text: str) -> None:
    for phone in find_phones(text):
        assert phone.number.startswith("+")
        assert 0 <= phone.start < phone.end <= len(text)
    normalise(text)
    kind_of(text)


# --- one normal form

NATIONAL = st.one_of(
    st.tuples(st.sampled_from(["32", "56", "70", "83", "91", "98"]), st.text(DIGITS, min_size=7)),
    st.tuples(st.sampled_from(["205", "242", "282"]), st.text(DIGITS, min_size=7)),
).map(lambda parts: parts[0] + parts[1][:7])
QUOTES = "'\"’‘“”`´«»"
UNSEEN = "\u200b\u200e\u202a\u202c\ufeff\u00ad\u2060"
SEPARATED = st.sampled_from(["", " ", ".", "-", "\u00a0", "\u2011", "–", ") ", " / ", "\u200b"])
FULL_WIDTH = str.maketrans(DIGITS + "+", "０１２３４５６７８９＋")
PREFIXES = ["0", "84", " 84", "+84", "0084", "+840", "840", "+84 (0) ", "(+84) ", ""]
AROUND = [
    "{}",
    "sip:{}@trunk.example.net",
    "sips:{};user=phone",
    "SIP:{}@10.0.0.1:5060;transport=udp",
    '"Mai" <sip:{}@host>;tag=1',
    "<tel:{};phone-context=vn>",
    "{}@sms.example.vn",
    "tel:{}",
    '="{}"',
    "'{}",
    "  {}  ",
]
APPS = ["whatsapp:{}", "viber:{}", "zalo:{}"]


@given(NATIONAL, st.sampled_from(PREFIXES), st.sampled_from(AROUND))
def test_every_way_of_writing_a_number_has_one_normal_form(
    number: str, prefix: str, around: str
) -> None:
    assert normalise(around.format(prefix + number)) == "+84" + number


@given(NATIONAL, st.sampled_from(PREFIXES[:-1]), st.sampled_from(APPS))
def test_an_app_adds_nothing_to_a_number_that_begins_as_one(
    number: str, prefix: str, app: str
) -> None:
    assert normalise(app.format(prefix + number)) == "+84" + number
    assert is_by_app(app.format(prefix + number))


@given(NATIONAL, st.sampled_from(PREFIXES), st.data())
def test_quotes_separators_and_unseen_signs_mean_nothing(
    number: str, prefix: str, data: st.DataObject
) -> None:
    grouped = "".join(digit + data.draw(SEPARATED) for digit in number)
    quoted = data.draw(st.text(QUOTES + UNSEEN, max_size=3)) + prefix + grouped
    quoted += data.draw(st.text(QUOTES + UNSEEN, max_size=3))
    assert normalise(quoted) == normalise(quoted.translate(FULL_WIDTH)) == "+84" + number


def test_a_plus_that_a_web_address_has_spelled_out_is_a_plus() -> None:
    assert normalise("sip:%2B84912345678@host") == "+84912345678"


@given(NATIONAL)
def test_a_spreadsheet_that_took_a_number_for_a_quantity_changes_nothing(number: str) -> None:
    spellings = (number, f"{number}.0", f"{number},0")
    assert {normalise(spelling) for spelling in spellings} == {"+84" + number}


@given(st.one_of(st.text(), NATIONAL.map("+84{}".format), st.from_regex(r"[+ 0]?\d{1,16}")))
def test_the_normal_form_of_a_normal_form_is_itself(sender: str) -> None:
    form = normal_form(sender)
    assert normal_form(form) == form
    assert kind_of(form) is kind_of(sender)
    assert normalise(sender) in (form, None)


@given(
    st.one_of(
        NATIONAL.map("+84{}".format), st.from_regex(r"\+(?!84)[1-9][0-9]{7,14}", fullmatch=True)
    )
)
def test_what_is_printed_is_read_back_as_the_same_number(number: str) -> None:
    known = normalise(number)
    assert normalise(display(number)) == known
    assert known in (number, None)


@pytest.mark.parametrize(
    "written",
    [
        "+86 138 0013 8000",
        "008613800138000",
        " 8613800138000",
        "sip:+8613800138000@host",
        "whatsapp:+8613800138000",
        "whatsapp: 8613800138000",
    ],
)
def test_a_foreign_number_stays_foreign(written: str) -> None:
    assert normalise(written) == "+8613800138000"
    assert kind_of(written) is PhoneKind.FOREIGN


@pytest.mark.parametrize(
    "nobody",
    [
        *("anonymous", "Anonymous", "sip:anonymous@anonymous.invalid", "Unavailable", "unknown"),
        *(
            "+266696687",
            "266696687",
            " 266696687",
            "+7378742833",
            "+86282452253",
            "",
            "  ",
            "\u200b",
        ),
        '"Anonymous" <sip:anonymous@host>',
    ],
)
def test_who_withholds_their_number_has_none(nobody: str) -> None:
    assert kind_of(nobody) is PhoneKind.UNKNOWN
    assert normal_form(nobody) == ""


@pytest.mark.parametrize(
    ("sender", "form", "kind"),
    [
        ("8086", "8086", PhoneKind.SHORT),
        ("+848086", "8086", PhoneKind.SHORT),
        ("1900 1234", "19001234", PhoneKind.SHORT),
        ("+84 1900 1234", "19001234", PhoneKind.SHORT),
        ("8418001091", "18001091", PhoneKind.SHORT),
        ("+18001091", "18001091", PhoneKind.SHORT),
        (" VIETTEL\u200b ", "VIETTEL", PhoneKind.BRAND),
        ("messenger:1234567890", "messenger:1234567890", PhoneKind.UNKNOWN),
        ("messenger:912345678", "messenger:912345678", PhoneKind.UNKNOWN),
        ("12345678901234567890", "12345678901234567890", PhoneKind.UNKNOWN),
        ("1234", "1234", PhoneKind.SHORT),
    ],
)
def test_what_is_no_telephone_has_a_normal_form_too(
    sender: str, form: str, kind: PhoneKind
) -> None:
    assert (normal_form(sender), kind_of(sender), normalise(sender)) == (form, kind, None)
    assert display(sender) == form


@pytest.mark.parametrize(
    "typed", ["0912 345 67", "091234567890", "0912345678, 0987654321", "không có", "081234567", "0"]
)
def test_what_is_no_number_is_not_made_into_one(typed: str) -> None:
    assert normalise(typed) is None


def test_a_landline_after_the_country_code_alone_is_one_number() -> None:
    assert found("ĐT 84 205 3777 888") == ["+842053777888"]
    assert found("ĐT 840 205 3777 888 nhé") == ["+842053777888"]


def test_digits_of_other_scripts_are_digits() -> None:
    assert found("gọi ٠٩١٢٣٤٥٦٧٨ nhé") == ["+84912345678"]
    assert found("gọi 0912\u2011345\u2011678 hoặc 84 0987 654 321") == [
        "+84912345678",
        "+84987654321",
    ]


def test_a_citizens_identity_number_that_begins_like_a_country_code_is_no_telephone() -> None:
    assert found("số 084305123456") == []

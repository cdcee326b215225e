"""Numbers as they were spelled before 2018 are the numbers of today: the plan of the Ministry of
Information and Communications, of 2017 for landlines and 2018 for mobiles."""

import pytest

from chalicelib.domain.formats import phone

MOBILES = {
    **{"0162": "032", "0163": "033", "0164": "034", "0165": "035"},
    **{"0166": "036", "0167": "037", "0168": "038", "0169": "039"},
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{"0186": "056", "0188": "058", "0199": "059"},
}
TOWNS = {
    **{"020": "0214", "022": "0212", "025": "0205", "026": "0206", "027": "0207"},
    **{"029": "0216", "0230": "0215", "0231": "0213", "0240": "0204", "0241": "0222"},
    **{"0280": "0208", "0281": "0209"},
}


@pytest.mark.parametrize(("old", "new"), MOBILES.items())
def test_an_old_mobile_number_is_the_same_as_with_its_new_prefix(old: str, new: str) -> None:
    assert (
        phone.normalise(f"{old}5550123")
        == phone.normalise(f"{new}5550123")
        == f"+84{new[1:]}5550123"
    )


@pytest.mark.parametrize(("old", "new"), TOWNS.items())
def test_an_old_landline_is_the_same_as_with_its_new_area_code(old: str, new: str) -> None:
    assert (
        phone.normalise(f"{old}3812345")
        == phone.normalise(f"{new}3812345")
        == f"+84{new[1:]}3812345"
    )


def test_hanoi_had_one_digit_and_has_two() -> None:
    assert phone.normalise("0438123456") == phone.normalise("02438123456") == "+842438123456"


@pytest.mark.parametrize(
    ("now", "ever"),
    [
        ("+842438123456", ("2438123456", "438123456", "38123456")),
        ("+842838123456", ("2838123456", "38123456")),
        ("+842053812345", ("2053812345", "253812345", "3812345")),
        ("+84395550123", ("395550123", "1695550123")),
        ("+84912345678", ("912345678",)),
    ],
)
def test_a_number_is_known_by_every_spelling_that_it_ever_had(
    now: str, ever: tuple[str, ...]
) -> None:
    assert phone.old_spellings(now) == ever

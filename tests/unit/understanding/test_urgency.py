"""Urgency is recall first: a missed emergency may cost a life, a false one costs a glance."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.authority import documents, load, urgency
from chalicelib.domain.authority.parts import UrgencyWeights
from chalicelib.domain.understanding.classification.resemblance import BUCKETS, pieces
from chalicelib.domain.understanding.language.tokens import tokens_of
from chalicelib.domain.understanding.suggestion import suggest
from infra.urgency.texts import fingerprint, messages, without_accents
from infra.urgency.texts import given as given_examples
from infra.urgency.texts import own as own_examples
from tests.support.messages import rows

ANY_TEXT = st.text(alphabet=st.characters())  # lone surrogates too
EMERGENCIES = [
    "Nước tới ngực rồi, nhà còn bà nội nằm liệt với em bé, không ai bế lên gác được",
    "xe bon lat o deo, khoi vang boc ra, may nguoi ngoi gan do ho sac khong tho duoc",
    "Ba đứa trẻ ăn quả lạ trong rừng, nôn hết, một đứa lịm đi rồi",
    "chong em dang cam gay dap cua buong, em voi con tron trong tu",
    "Con xin lỗi bố mẹ, con mệt quá rồi, thuốc con uống hết rồi, đừng tìm con nữa",
    "doi sau nha nut toac, dat da lan xuong mai bep, ong ba khong chay duoc",
    "Lửa rừng cháy xuống đầu bản, gió to, các cụ già chưa ra được",
]
CALM = [
    "CẦN GẤP 5 thợ xây, lương cao, bao ăn ở, gọi ngay anh Tú",
    "can ban gap xe may, gia re, ai mua lien he",
    "Đề nghị lãnh đạo khẩn trương xem xét đơn xin cấp giấy chứng nhận quyền sử dụng đất",
    "Sáng mai xã diễn tập chữa cháy ở chợ, có khói giả và còi hú, bà con đừng lo",
    "Cảm ơn đội cứu hỏa đã dập tắt đám cháy năm ngoái, nay gia đình đã làm lại nhà",
    "Xin hỏi thủ tục hưởng bảo hiểm tai nạn cho người bị thương từ năm 2020",
    "xin cap lai so ho khau bi chay trong vu chay cho nam 2015",
    "Giá na năm nay sập quá, bà con khóc ròng, mong thành phố tìm nơi tiêu thụ",
]
GREETING = (
    "Kính thưa đồng chí Chủ tịch. Trước hết tôi xin kính chúc đồng chí và gia đình mạnh khỏe, công "
    "tác tốt. Tôi năm nay đã ngoài bảy mươi, viết chữ không được đẹp, mong đồng chí thông cảm. Bà "
    "con trong thôn biết ơn thành phố đã làm cho con đường bê tông và nhà văn hóa mới. "
)
FAREWELL = (
    " Tôi viết mấy lời như vậy, có gì không phải mong đồng chí bỏ qua. Cuối cùng xin kính chúc các "
    "đồng chí luôn hạnh phúc, thành đạt. Tôi xin chân thành cảm ơn."
)


@pytest.fixture(scope="module")
def weights() -> UrgencyWeights:
    found = load("langson").urgency
    assert found is not None
    return found


@cache
def set_aside() -> list[dict[str, Any]]:
    """Texts that are never looked at and that nothing is tuned on: only what share of them is found
    is known. A text that happens to be among those learned from does not count."""
    learned = {e.text for e in (*given_examples(), *own_examples(), *messages())}
    return [row for row in rows("urgency-unseen.jsonl") if row["text"] not in learned]


def share(weights: UrgencyWeights, *, urgent: bool) -> float:
    said = [suggest(row["text"], weights).urgent for row in set_aside() if row["urgent"] == urgent]
    return sum(said) / len(said)


def test_there_are_texts_enough_that_are_set_aside() -> None:
    assert len(set_aside()) >= 390


def test_of_texts_set_aside_nine_emergencies_in_ten_are_found(weights: UrgencyWeights) -> None:
    assert share(weights, urgent=True) >= 0.9


def test_of_texts_set_aside_one_calm_one_in_ten_at_most_is_taken(weights: UrgencyWeights) -> None:
    assert share(weights, urgent=False) <= 0.1


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_is_found_in_whatever_words_it_is_told(
    text: str, weights: UrgencyWeights
) -> None:
    assert suggest(text, weights).urgent


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_is_found_without_its_accents(text: str, weights: UrgencyWeights) -> None:
    assert suggest(without_accents(text), weights).urgent


@pytest.mark.parametrize("text", EMERGENCIES)
def test_politeness_around_an_emergency_does_not_hide_it(
    text: str, weights: UrgencyWeights
) -> None:
    assert suggest(f"{GREETING}{text}.{FAREWELL}", weights).urgent


def test_politeness_alone_is_calm(weights: UrgencyWeights) -> None:
    assert not suggest(GREETING + FAREWELL, weights).urgent


def test_an_emergency_is_found_deep_inside_a_very_long_message(weights: UrgencyWeights) -> None:
    assert suggest(GREETING * 4 + EMERGENCIES[0] + "." + FAREWELL * 4, weights).urgent


@pytest.mark.parametrize("text", CALM)
def test_adverts_drills_past_events_and_impatience_are_calm(
    text: str, weights: UrgencyWeights
) -> None:
    assert not suggest(text, weights).urgent
    assert not suggest(without_accents(text), weights).urgent


@pytest.mark.parametrize("text", ["cứu với", "cháy nhà", "dam nhau", "bị điện giật", "sos"])
def test_a_cry_of_few_words_is_urgent_by_these_words_alone(
    text: str, weights: UrgencyWeights
) -> None:
    assert suggest(text, weights).urgent


def test_the_officer_is_told_words_of_the_message_even_where_no_rule_knows_them(
    weights: UrgencyWeights,
) -> None:
    text = "Nước tới ngực rồi, nhà còn bà nội nằm liệt với em bé"
    assert suggest(text).danger == ()
    (found,) = suggest(text, weights).danger
    assert "tới ngực" in found
    assert set(found.split()) <= set(text.replace(",", "").split())


@given(ANY_TEXT)
def test_any_text_gets_one_and_the_same_urgency(text: str) -> None:
    weights = load("langson").urgency
    assert suggest(text, weights) == suggest(text, weights)


def test_a_message_of_nothing_but_signs_or_numbers_is_calm(weights: UrgencyWeights) -> None:
    for text in ("", "?!", "😀", "0912 345 678", "a@b.example"):
        assert not suggest(text, weights).urgent


@pytest.mark.parametrize("part", ["a. ", "nước ", "cháy! ", GREETING, "x" * 50 + " "])
def test_the_work_grows_with_the_message_and_not_faster(part: str) -> None:
    words = tokens_of(part * 200)
    found = pieces(words)
    assert sum(len(piece.words) for piece in found) <= 10 * len(words)
    assert all(len(piece.words) <= 32 for piece in found[1:])


def test_the_model_is_small_and_has_a_weight_for_every_bucket(weights: UrgencyWeights) -> None:
    assert len(weights.values) == BUCKETS
    assert weights.calm < weights.urgent
    assert (documents.HERE / documents.COMMON / urgency.NAME).stat().st_size <= 100_000


def test_the_model_was_learned_from_the_texts_as_they_are_now() -> None:
    """If not: `make urgency`."""
    from chalicelib.authority import documents, urgency

    head = (documents.HERE / documents.COMMON / urgency.NAME).read_bytes().split(b"\n", 1)[0]
    assert json.loads(head)[urgency.LEARNED_FROM] == fingerprint()

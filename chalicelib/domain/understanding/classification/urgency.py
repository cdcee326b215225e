"""Present danger, and haste (N12); not a doubled price, a meeting, or a car that runs.

A miss may cost a life, a false one costs an officer's glance. So a message is urgent if it
resembles texts of danger, and it takes less of that where it has words that usually tell of danger.
"""

from __future__ import annotations

from chalicelib.domain.authority.parts import UrgencyWeights
from chalicelib.domain.formats.vietnamese import bag
from chalicelib.domain.understanding.classification.outages import outages_in
from chalicelib.domain.understanding.classification.resemblance import resemblance
from chalicelib.domain.understanding.classification.weighing import words_at
from chalicelib.domain.understanding.language.phrases import listed
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token

_A_CRY = 4  # words; so few say too little for the weights to gainsay words of danger
_DANGER = listed(
    """
    bị rơi xuống, rơi xuống cống, rơi xuống sông, ngã xuống cống, ngã xuống sông,
    lọt xuống cống, nhanh lên, sập đè, đổ đè, đè trúng, vùi lấp, bị vùi, cháy nhà, nhà cháy,
    nhà bị cháy, nhà đang cháy, đám cháy, cháy chợ, chợ cháy, chợ bị cháy, cháy lớn, cháy to,
    bốc cháy, cháy rừng, rừng cháy, cháy kho, cháy quán, cháy xưởng, hỏa hoạn, phát hỏa,
    cháy rồi, đang cháy, đang bốc cháy, cháy ở, cháy tại, chập điện, sập nhà, nhà sập,
    nhà bị sập, sập tường, tường sập, bị sập, sắp sập, vừa sập, sập cầu, cầu sập, cầu bị sập,
    sập giàn giáo, sập hầm, sập xuống, đổ sập, sạt lở, sạt đất, sạt lở đất, lở đất, lở núi,
    đá lăn, lũ quét, lũ về, lũ đang về, nước đang tràn, đến cứu, xin cứu hộ,
    lũ cuốn, nước cuốn, bị cuốn trôi, vỡ đê, vỡ đập, nước dâng, ngập sâu,
    ngập đến, vừa xảy ra tai nạn, đang có tai nạn, có tai nạn, tai nạn nghiêm trọng,
    tai nạn chết người, bị thương nặng, bị thương, người chết, chết người, có người ngã xuống,
    rơi xuống hố, rò rỉ gas, rò gas, rò ga, xì gas, rò khí gas, rỉ gas, mùi gas, nổ bình gas,
    vừa nổ, nổ lớn, phát nổ, đứt dây điện, dây điện đứt, dây điện bị đứt, dây điện rơi,
    dây điện rớt, dây điện bị rơi, dây điện sà xuống, điện giật, rò điện, rò rỉ điện,
    phóng điện, chập cháy, cột điện đổ, cột điện bị đổ, cột điện sắp đổ, cột điện gãy,
    cột điện nghiêng sắp đổ, cây đổ, cây bị đổ, cây to đổ, cây sắp đổ, sắp đổ, sắp đổ sập,
    sắp rơi, sắp sạt, đuối nước, chết đuối, ngộ độc, bất tỉnh, cần cấp cứu, đi cấp cứu,
    gọi cấp cứu, nguy kịch, nguy hiểm tính mạng, nguy hiểm đến tính mạng,
    nguy hiểm đến tính mệnh, đe dọa tính mạng, đe dọa đến tính mạng, tính mạng,
    đang đánh nhau, chém nhau, đâm nhau, đâm chém, cầm dao, cầm kiếm, cầm mã tấu,
    cầm hung khí, bắt cóc, cướp giật, bị cướp, dọa giết, doạ giết, dọa đốt, dọa chém,
    đe dọa giết, khẩn cấp, hỏa tốc, cứu với, cứu người, mắc kẹt, bị kẹt trong, sos,
    cực kỳ nguy cấp, nguy cấp, cấp bách, ngay lập tức, kêu cứu, đang bị đánh, đánh đập dã man,
    tự tử, nhảy cầu, khẩn, rắn độc, chó dại, hóa chất, tràn dầu, vỡ ống nước lớn, hố tử thần,
    trẻ bị lạc, mất tích, lạc mất, bị bắt giữ,
    co giật, ngừng thở, không thở được, khó thở, tím tái, hôn mê, đột quỵ, ngất xỉu, lịm đi,
    băng huyết, đẻ rơi, vỡ ối, chảy nhiều máu, máu chảy nhiều, nôn ra máu, bị hóc, bị đâm,
    bị chém, bị bắn, nổ súng, có súng, lựu đạn, có bom, có mìn, bị nhốt, nhốt trong, bị trói,
    bóp cổ, bị đánh đập, đánh chết, bị hiếp, hiếp dâm, cưỡng hiếp, bạo hành, tạt axit, tưới xăng,
    treo cổ, tự vẫn, nhảy lầu, nhảy sông, rạch tay, không muốn sống, muốn chết, vĩnh biệt,
    uống thuốc sâu, thuốc trừ sâu vào, uống thuốc chuột, uống nhầm, lá ngón, ăn nấm độc, rắn cắn,
    chó cắn, ong đốt, bị đuối, lật thuyền, lật đò, chìm đò, lật xe, lao xuống vực,
    lao xuống sông, rơi xuống vực, rơi xuống giếng, ngã từ trên, trẻ lạc, bị bỏ rơi, đang kẹt,
    còn kẹt, kẹt trong, kẹt dưới, bị đè, sập giàn, hố sụt, sụt đất, lũ ống, nước lũ, nước lên nhanh,
    khí độc, hơi độc, rò rỉ hóa chất, tràn hóa chất, bén lửa, lửa lan, cháy lan, bắt đi,
    lừa bán, bị bán, đòi giết, giết người, đang trốn, cứu em, cứu tôi, cứu cháu, cứu con, cứu nhà,
    cứu mẹ, cứu bố, sắp chết, chết mất, thắt cổ, chìm thuyền, tai nạn nặng, kẹt thang máy,
    đốt nhà, sạt núi, đất đè, hóc xương, lạc rừng, đau tim, rò axit, nấm độc, chó dại cắn,
    ngập tới nóc, gọi cấp cứu, rơi giếng, vùi người, nổ to quá
    """
)
# With these alone an outage is one as on any day: so few words resemble danger by chance.
_SINCE_WHEN = bag(
    """
    tu sang trua chieu toi dem qua hom nay ngay tuan thang gio h den bay chua co lai ca khu khoi
    ngo pho to xom thon phuong nha em toi minh dan roi mai the suot luon hoai lien tuc nua van dang
    bi o so may hai ba bon nam a ah
    """
)
_CALM_BEFORE = listed(
    """
    phòng, chống, chữa, không, không phải, chưa, chưa phải, nguy cơ, phòng chống, dễ, tránh,
    sợ, lo, năm ngoái, tháng trước, tuần trước, hay, thường, bảo hiểm, nước, xe, hàng, bán,
    ko, đội, máy, diễn tập, thông báo, phương án, bệnh viện, từng, dự báo, khắc phục, hỗ trợ,
    trường hợp, đề phòng, phòng ngừa, kiểm tra, bóng đèn, giảm, quỹ, dập tắt
    """
)
# Phrases of danger that mean something else as often when accents are left out …
_BARE_UNSURE = frozenset(
    {"nuoc dang", "lo dat", "sat dat", "da lan", "vo de", "no lon", "vua no", "phong dien"}
    | {"bi ban", "bi hoc", "bi dam", "dau tim", "co bom", "co min", "bat di", "dat de", "vo oi"}
    | {"hoc xuong", "con ket", "dang ket"}
)
# … and the neighbours that bare "chay" (burn, run, flow) needs to mean fire.
_BARE_FIRE = frozenset(
    {"chay nha", "nha chay", "nha bi chay", "nha dang chay", "dam chay", "chay rung", "rung chay"}
    | {"boc chay", "dang boc chay", "chay kho", "chap chay", "cho bi chay"}
)
_BARE_FIRE_AT = frozenset(
    {"chay o", "chay xuong", "chay cho", "chay tai", "chay lon", "chay to", "dang chay", "chay roi"}
)
_MOVING = frozenset({"xe", "oto", "to", "may", "nuoc", "tau", "hang", "cong", "song", "moto"})
_NOT_IN_HASTE = listed("không, không phải, chưa, chẳng, không cần, chưa cần")
_HURRY = listed("gấp")
_HURRY_CALM_AFTER = listed("""
    đôi, rưỡi, ba, bội, mấy, hai, nhiều lần, nhiều, lần, bốn, năm, đến, khúc, 2, 3, 4, 5, 10,
    gáp, quần áo, lại, chăn
    """)
_HURRY_BEFORE = listed("""
    cứu hộ, cứu giúp, cần, rất, xử lý, giải quyết, đến, xuống, kiểm tra, sửa, khẩn, ra, làm,
    can thiệp, xem xét, cứu, sửa chữa, dọn, khắc phục, việc, quá, yêu cầu, đề nghị, tới, ngay,
    hỗ trợ, giúp, lên, rất là
    """)
_HURRY_AFTER = listed("lắm, ạ, a, quá, rồi, với, giúp, nhé, nha, lam")
_MEET = listed(
    """
    ông, bà, anh, chị, cô, chú, bác, chủ tịch, cán bộ, lãnh đạo, đồng chí, đc, ai, người,
    bí thư, trực tiếp, tôi, em, gỡ, khó khăn, phải, nhau, sự cố, trưởng, phó, dân, công an,
    mặt, bộ phận, nhân viên, thầy, giám đốc, sếp, cháu, rất nhiều, nguy hiểm, đúng, tai nạn,
    mưa, trở ngại, vướng mắc, hỏng, chuyện, các, mấy, được, tổ trưởng, khối trưởng, địa chính
    """,
    accents=False,
)


def urgency_in(tokens: list[Token], weights: UrgencyWeights | None) -> tuple[str, ...]:
    """The words, at most three, for which a message is urgent; () if it is calm. Without `weights`
    the words of danger and haste alone decide."""
    said = _said(tokens)
    if weights is None or (said and len(tokens) <= _A_CRY):
        return said
    if not said and _is_an_outage(tokens):
        return ()
    near = resemblance(tokens, weights)
    if near.score >= weights.urgent:
        return said or (near.words,)
    return said if near.score > weights.calm else ()


def _is_an_outage(tokens: list[Token]) -> bool:
    """Whether the message says no more than that water or electricity is out, where, and since
    when: "Mất nước từ sáng"."""
    outages = outages_in(tokens)
    told = {j for i, n in outages for j in range(i, i + n)}
    rest = (t for j, t in enumerate(tokens) if j not in told)
    return bool(outages) and all(t.kind is not Kind.WORD or t.fold in _SINCE_WHEN for t in rest)


def _said(tokens: list[Token]) -> tuple[str, ...]:
    """The words of danger or haste, at most three; () if there are none."""
    found = [(i, _DANGER.at(tokens, i)) for i in _DANGER.among(tokens) if _is_danger(tokens, i)]
    found += [(i, 1) for i in _HURRY.among(tokens) if _hurries(tokens, i)]
    return tuple(words_at(tokens, i, n) for i, n in sorted(found)[:3])


def _is_danger(tokens: list[Token], i: int) -> bool:
    if _CALM_BEFORE.before(tokens, i):
        return False
    words = tokens[i : i + _DANGER.at(tokens, i)]
    bare = all(t.text.isascii() for t in words)
    return not bare or _is_bare_danger(tokens, i, " ".join(t.fold for t in words))


def _is_bare_danger(tokens: list[Token], i: int, phrase: str) -> bool:
    """Without accents many of these words have another meaning: "cho chay" may be "let run", "khan"
    may be "scarce"."""
    if " " not in phrase or phrase in _BARE_UNSURE:
        return phrase == "sos"
    if "chay" not in phrase.split():
        return True
    moving = any(t.fold in _MOVING for t in tokens[max(0, i - 4) : i])
    begins = (
        tokens[i].gap > Gap.JOIN or tokens[i - 1].cap or tokens[i - 1].fold in ("dang", "co", "bi")
    )
    return phrase in _BARE_FIRE or (phrase in _BARE_FIRE_AT and begins and not moving)


def _hurries(tokens: list[Token], i: int) -> bool:
    """Whether "gấp" means haste: not in "gấp đôi" (double); bare "gap" only as in "xử lý gấp",
    because it may be "gặp" (meet)."""
    if _HURRY_CALM_AFTER.at(tokens, i + 1) or _NOT_IN_HASTE.before(tokens, i):
        return False
    if i + 1 < len(tokens) and tokens[i + 1].kind in (Kind.NUMBER, Kind.FIGURE):
        return False
    if not tokens[i].text.isascii():
        return True
    ends = i + 1 >= len(tokens) or tokens[i + 1].gap > Gap.JOIN or _HURRY_AFTER.at(tokens, i + 1)
    return bool(_HURRY_BEFORE.before(tokens, i) and ends) and not _MEET.at(tokens, i + 1)

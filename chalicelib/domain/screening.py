"""What a message seems to be: its field, whether it is urgent, whether its sender asks for secrecy.

Suggestions for the officer (N5, N7, N10, N12), never acted on alone. Law and traps behind the rules:
a complaint is one when the citizen says so (Complaints Law, Denunciations Law); "to cao" without
accents may mean "tall"; "gap" may mean "meet" or "double"; "deo kinh" is "wears glasses".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain import screening_words as w
from chalicelib.domain.reading.lexicon import Phrases
from chalicelib.domain.reading.tokens import Gap, Kind, Token, tokens_of
from chalicelib.domain.vietnamese import is_syllable, looks_vietnamese, nfc

_FEWEST_WORDS = 4  # fewer say nothing that could be placed
_NUISANCE = 3
_A_MATTER = 14  # so many words tell of something, most likely of the city's daily affairs
_Weighted = tuple[tuple[int, Phrases], ...]


class Category(StrEnum):
    """The notice's five fields (N4), what is not handled here (N5, N10), and what is not clear."""

    STATE_MANAGEMENT = "S1_quan_ly_nha_nuoc"
    CONDUCT = "S2_thai_do_can_bo"
    PROCEDURE = "S3_thu_tuc_hanh_chinh"
    DECISION = "S4_vuong_mac_quyet_dinh_du_an"
    PROPOSAL = "S5_de_xuat_sang_kien"
    COMPLAINT = "X_khieu_nai_to_cao"
    NUISANCE = "X_quay_roi"
    UNCLEAR = "U_khong_ro"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`reasons` are the words of the message that spoke for it, for the officer to see."""

    category: Category
    urgent: bool
    confidential: bool
    reasons: tuple[str, ...]


def suggest(text: str) -> Suggestion:
    """The suggestion for one message; the same text always gives the same."""
    text = nfc(text)
    tokens = tokens_of(text)
    threat = _threat(tokens)
    urgent = threat or _urgent(tokens)
    category, reasons = (Category.NUISANCE, threat) if threat else _category(text, tokens)
    secret = _secret(tokens)
    return Suggestion(category, bool(urgent), bool(secret), (*reasons, *urgent, *secret))


def _category(text: str, tokens: list[Token]) -> tuple[Category, tuple[str, ...]]:
    if not looks_vietnamese(text):
        return Category.UNCLEAR, ()
    complaint = _complaint(tokens)
    nuisance = () if complaint else _nuisance(tokens)
    if complaint or nuisance:
        return (Category.COMPLAINT, complaint) if complaint else (Category.NUISANCE, nuisance)
    fields = _fields(tokens)
    best = max(fields, key=lambda field: field[1])
    if best[1] == 0:
        told = len(tokens) >= _A_MATTER
        return (Category.STATE_MANAGEMENT if told else Category.UNCLEAR), ()
    return best[0], best[2]


# --- the five fields ----------------------------------------------------------------------------


def _fields(tokens: list[Token]) -> list[tuple[Category, int, tuple[str, ...]]]:
    """Each field with its weight and reasons; of equal ones the first is taken."""
    conduct = _weigh(tokens, w.CONDUCT)
    official = w.OFFICIAL.among(tokens)
    procedure = _weigh(tokens, w.PROCEDURE)
    decision = _weigh(tokens, w.DECISION)
    proposal = _weigh(tokens, w.PROPOSAL)
    state = _weigh(tokens, w.STATE)
    early = any(_early(tokens, phrases) for _, phrases in w.PROPOSAL)
    return [
        (
            Category.CONDUCT,
            conduct[0] + 2 if conduct[0] and official else conduct[0] // 2,
            conduct[1],
        ),
        (Category.PROPOSAL, proposal[0] + 3 * early, proposal[1]),
        (Category.STATE_MANAGEMENT, state[0], state[1]),
        (Category.DECISION, decision[0], decision[1]),
        (Category.PROCEDURE, procedure[0], procedure[1]),
    ]


def _early(tokens: list[Token], phrases: Phrases) -> bool:
    """Said among the first words: then it is what the message is."""
    return any(phrases.at(tokens, i) for i in range(min(len(tokens), 6)))


def _weigh(tokens: Sequence[Token], weighted: _Weighted) -> tuple[int, tuple[str, ...]]:
    """The sum of weights of the different phrases found, and the phrases as they stand."""
    found: dict[str, tuple[int, str]] = {}
    for weight, phrases in weighted:
        for i, said in _said(tokens, phrases):
            if _is_unsure(tokens[i], said):
                continue
            found.setdefault(said, (weight, _words(tokens, i, phrases.at(tokens, i))))
    return sum(weight for weight, _ in found.values()), tuple(text for _, text in found.values())


def _is_unsure(token: Token, said: str) -> bool:
    """A single bare syllable means too many things: "lan" is lấn, lần, lan, lặn."""
    bare = token.plain and token.text.isascii() and " " not in said
    return bare and said not in w.BARE_SURE and is_syllable(said)


def _said(tokens: Sequence[Token], phrases: Phrases) -> Iterator[tuple[int, str]]:
    i = 0
    while i < len(tokens):
        n = phrases.at(tokens, i)
        if n:
            yield i, " ".join(t.fold for t in tokens[i : i + n])
        i += n or 1


def _words(tokens: Sequence[Token], i: int, n: int) -> str:
    return " ".join(t.text for t in tokens[i : i + n])


# --- complaints and denunciations (N5) ----------------------------------------------------------


def _complaint(tokens: list[Token]) -> tuple[str, ...]:
    found = [i for i in w.COMPLAINT.among(tokens) if not w.NOT_THIS.before(tokens, i)]
    found += [i for i in w.DENOUNCE.among(tokens) if _denounces(tokens, i)]
    return tuple(_words(tokens, i, 2) for i in sorted(found)[:3])


def _denounces(tokens: list[Token], i: int) -> bool:
    """ "tố cáo" with accents always; "to cao" only beside words that make it so."""
    if w.NOT_THIS.before(tokens, i):
        return False
    if not tokens[i].text.isascii() or not tokens[i + 1].text.isascii():
        return True
    if w.TALL_BEFORE.before(tokens, i, 2) or _is_a_name(tokens, i):
        return False
    return bool(w.DENOUNCE_BEFORE.before(tokens, i, 3) or w.DENOUNCE_AFTER.at(tokens, i + 2))


def _is_a_name(tokens: list[Token], i: int) -> bool:
    """ "To Cao Son": capitals on both, and on what follows or not on what is before."""
    shouted = tokens[i].text.isupper() and len(tokens[i].text) > 1
    return tokens[i].cap and tokens[i + 1].cap and not shouted


# --- nuisance (N10) -----------------------------------------------------------------------------


def _nuisance(tokens: list[Token]) -> tuple[str, ...]:
    """Flirting, advertising, abuse; words about a matter speak against it."""
    matter = min(3, len(w.MATTER.among(tokens)))
    for weighted in (w.FLIRT, w.SPAM, w.ABUSE):
        abuse = weighted is w.ABUSE
        weight, reasons = _weigh(_without_bare_swearing(tokens) if abuse else tokens, weighted)
        link = any(t.kind is Kind.LINK for t in tokens) and weighted is w.SPAM
        if weight and weight + 2 * link - 2 * matter >= _NUISANCE:
            return reasons
    return ()


def _without_bare_swearing(tokens: list[Token]) -> list[Token]:
    """Bare "deo", "may", "lon" are everyday words: they are not held against anyone."""
    return [
        t for t in tokens if not (t.text.isascii() and t.fold in w.SWEAR_BARE and len(t.fold) > 2)
    ]


def _threat(tokens: list[Token]) -> tuple[str, ...]:
    """Violence announced by the writer: nuisance and urgent at once."""
    found = w.THREAT.among(tokens)
    rude = [i for i in w.RUDE_I.among(tokens)]
    if found and rude:
        return tuple(_words(tokens, i, w.THREAT.at(tokens, i)) for i in found[:2])
    return ()


# --- urgent -------------------------------------------------------------------------------------


def _urgent(tokens: list[Token]) -> tuple[str, ...]:
    found = [(i, w.DANGER.at(tokens, i)) for i in w.DANGER.among(tokens) if _is_danger(tokens, i)]
    found += [(i, 1) for i in w.HURRY.among(tokens) if _hurries(tokens, i)]
    return tuple(_words(tokens, i, n) for i, n in sorted(found)[:3])


def _is_danger(tokens: list[Token], i: int) -> bool:
    if w.CALM_BEFORE.before(tokens, i, 3):
        return False
    said = tokens[i : i + w.DANGER.at(tokens, i)]
    bare = all(t.text.isascii() for t in said)
    return not bare or _is_bare_danger(tokens, i, " ".join(t.fold for t in said))


def _is_bare_danger(tokens: list[Token], i: int, said: str) -> bool:
    """Without accents many of these words are others: "cho chay" is "let run", "khan" "scarce"."""
    if " " not in said or said in w.BARE_UNSURE:
        return said == "sos"
    if "chay" not in said.split():
        return True
    moving = any(t.fold in w.MOVING for t in tokens[max(0, i - 4) : i])
    begins = i == 0 or tokens[i].gap > Gap.JOIN or tokens[i - 1].fold in ("dang", "co", "bi")
    return said in w.BARE_FIRE or (said in w.BARE_FIRE_AT and begins and not moving)


def _hurries(tokens: list[Token], i: int) -> bool:
    """ "gấp" for haste: not "gấp đôi"; bare "gap" only as "xử lý gấp", never "gặp ông A"."""
    if w.HURRY_CALM_AFTER.at(tokens, i + 1) or w.NOT_THIS.before(tokens, i, 2):
        return False
    if i + 1 < len(tokens) and tokens[i + 1].kind in (Kind.NUMBER, Kind.FIGURE):
        return False
    if not tokens[i].text.isascii():
        return True
    ends = i + 1 >= len(tokens) or tokens[i + 1].gap > Gap.JOIN or w.HURRY_AFTER.at(tokens, i + 1)
    return bool(w.HURRY_BEFORE.before(tokens, i, 2) and ends) and not w.MEET.at(tokens, i + 1)


# --- secret (N7) --------------------------------------------------------------------------------


def _secret(tokens: list[Token]) -> tuple[str, ...]:
    """Asks for secrecy; "không cần giữ bí mật" is looked for first."""
    denied = {
        j for i in w.NOT_SECRET.among(tokens) for j in range(i, i + w.NOT_SECRET.at(tokens, i))
    }
    found = [i for i in w.SECRET.among(tokens) if i not in denied and not _is_bare_pair(tokens, i)]
    return tuple(_words(tokens, i, w.SECRET.at(tokens, i)) for i in found[:2])


def _is_bare_pair(tokens: Sequence[Token], i: int) -> bool:
    """Bare "bi mat" may be "bị mất" (lost), and "Dung noi" what a man called Dũng says."""
    if tokens[i].text.isascii() and tokens[i].cap and tokens[i].gap is Gap.JOIN:
        return not tokens[i].text.isupper()
    alone = w.SECRET.at(tokens, i) == 2 and tokens[i].fold == "bi"
    return alone and tokens[i].text.isascii() and not w.ASKED_BEFORE.before(tokens, i, 2)

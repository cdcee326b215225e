"""A mail is shown as it goes out, before anybody has saved its texts: made by what makes real ones,
about a matter that there is not and people who are nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from chalicelib.authority import calendar_of, load
from chalicelib.authority.text_contract import CONTRACT
from chalicelib.domain.formats import codes, sms_length
from chalicelib.domain.formats.paragraphs import blocks
from chalicelib.domain.time.ladder import Rung
from chalicelib.providers.aws import mail as mailing
from chalicelib.usecases.services import Rules
from chalicelib.usecases.settings import previewing, samples
from tests.support.world import SetTime

BODIES = ("langson", "kylua")
KINDS = sorted({key.split(".")[1] for key in CONTRACT if key.startswith("mail.")})
FIRST = "can-bo-1@vi-du.example"  # the first on the list of the body: its chief
EVERY = pytest.mark.parametrize("kind", KINDS)
EACH = pytest.mark.parametrize("body", BODIES)


def rules(body: str = "langson", **texts: str) -> Rules:
    authority = load(body)
    authority = replace(authority, texts={**authority.texts, **texts})
    return Rules(authority=authority, calendar=calendar_of(body), time=SetTime())


def changed(kind: str, part: str, text: str) -> Rules:
    return rules(**{f"mail.{kind}.{part}": text})


@EACH
@EVERY
def test_every_kind_of_mail_is_shown_with_something_in_each_of_its_places(
    body: str, kind: str
) -> None:
    there = rules(body)
    made = previewing.mail(there, kind).mail
    whole = f"{made.to}\n{made.subject}\n{made.button}\n{made.text}"
    assert not re.search(r"[{}…\[\]]", whole.replace("[123 456 789]", "")), whole
    assert "Kính " in made.text
    assert "\n\n\n" not in made.text
    buttons = [block for block in blocks(made.body, made.urls, made.button) if block.url]
    assert buttons, "no mail of ours leads nowhere"
    assert all(url.startswith(samples.ADDRESS) for url in made.urls)


@EVERY
def test_every_word_that_a_mail_may_use_has_a_sample(kind: str) -> None:
    words = sorted(CONTRACT[f"mail.{kind}.body"])
    text = "\n\n".join(f"{word}=<{{{word}}}>" for word in words)
    made = previewing.mail(changed(kind, "body", text), kind).mail
    empty = {word for word in words if f"{word}=<>" in made.body}
    is_member = made.to.startswith("can-bo")  # they know whom to ring
    assert empty == ({"contact_line"} & set(words) if is_member else set())


@EVERY
def test_a_subject_and_a_button_are_filled_as_the_body_is(kind: str) -> None:
    """So they may use the same words, as the contract of the texts has it."""
    word = next(iter(sorted(CONTRACT[f"mail.{kind}.button"] & {"code", "date", "to"})), "")
    for part in ("subject", "button") if word else ():
        made = previewing.mail(changed(kind, part, f"Mở\n {{{word}}} ngay"), kind).mail
        assert "{" not in f"{made.subject}{made.button}"
        assert "\n" not in made.subject


@EACH
@EVERY
def test_no_preview_names_a_person_an_address_or_a_number_of_the_settings(
    body: str, kind: str
) -> None:
    there = rules(body)
    made = previewing.mail(there, kind)
    whole = (
        f"{made.to}\n{made.mail.to}\n{made.mail.reply_to}\n{made.mail.subject}\n{made.mail.text}"
    )
    for person in there.authority.people:
        assert not person.name or person.name not in whole
        assert person.mail not in whole
    for agency in there.authority.agencies:
        assert agency.mail not in whole
        assert agency.head_mail not in whole


def test_a_body_with_as_little_as_it_may_have_sees_every_mail_all_the_same() -> None:
    there = rules()
    authority = there.authority
    little = replace(
        there,
        authority=replace(
            authority,
            wards=(),
            rungs=(),
            agencies=authority.agencies[:1],
            leaders=authority.leaders[:1],
        ),
    )
    for kind in KINDS:
        assert previewing.mail(little, kind).mail.text
    late = replace(little.authority, chairman="", deputy="", duty_number="")
    assert previewing.mail(replace(little, authority=late), "late_tell").mail.to == FIRST


@pytest.mark.parametrize(
    "day", ["2017-01-26", "2017-01-28", "2017-04-30", "2026-12-31", "2031-01-01"]
)
def test_on_any_day_what_is_late_is_late_and_what_is_due_is_not(day: str) -> None:
    """Also amid the holidays of the new year, and in a year that nobody has announced."""
    there = replace(rules(), time=SetTime(datetime.fromisoformat(f"{day}T03:00:00+07:00")))
    assert "quá hạn 2 ngày làm việc" in previewing.mail(there, "late_case").mail.text
    for kind in KINDS:
        assert not re.search("[{}…]", previewing.mail(there, kind).mail.text)


def test_a_samples_code_is_no_matters() -> None:
    assert not any(codes.is_valid(code) for code in samples.CODES)


def test_an_assignment_says_who_asks_what_by_when_and_which_part_the_agency_has() -> None:
    shown = previewing.mail(rules(), "agency_assigned")
    assert (shown.to, shown.mail.to) == ("Phòng Quản lý A", "co-quan-a@vi-du.example")
    assert "hạn 20/01/2017" in shown.mail.subject
    assert "(4 ngày làm việc" in shown.mail.text
    assert "phối hợp với: UBND phường C" in shown.mail.text
    assert "đề nghị giữ bí mật" in shown.mail.text


def test_what_is_asked_of_a_body_that_is_not_under_this_one_goes_to_such_a_body() -> None:
    for kind in (kind for kind in KINDS if kind.endswith("_request")):
        assert "Công ty Cấp nước B" in previewing.mail(rules(), kind).mail.text


@pytest.mark.parametrize("kind", ["many", "day_report"])
def test_a_mail_about_several_matters_has_its_tables(kind: str) -> None:
    made = previewing.mail(rules(), kind).mail
    found = [block.table for block in blocks(made.body, made.urls, made.button, made.tables)]
    tables = [table for table in found if table]
    assert len(tables) >= 2
    assert all(table.rows and table.heading for table in tables)
    assert all(table.heading in mailing.shown(made) for table in tables)


def test_an_agencys_digest_has_a_button_for_each_of_its_matters() -> None:
    made = previewing.mail(rules(), "digest_agency").mail
    found = [block for block in blocks(made.body, made.urls, made.button) if block.url]
    assert len(found) == 2
    assert "và 2 việc khác" in made.text


def test_a_reminder_goes_to_whom_the_bodys_own_ladder_tells() -> None:
    there = rules()
    told = Rung(id="own", clock=there.authority.rungs[0].clock, when="opening", tell=("chairman",))
    own = replace(there, authority=replace(there.authority, rungs=(told,)))
    assert previewing.mail(there, "late_assign").mail.to == FIRST
    assert previewing.mail(own, "late_assign").mail.to.startswith("lanh-dao")
    assert previewing.mail(own, "reminder_case").mail.to == FIRST


@EVERY
def test_a_page_shows_a_mail_with_the_same_elements_and_words_in_the_same_order(kind: str) -> None:
    made = previewing.mail(changed(kind, "button", "<b>Mở</b> \"ngay\" & 'luôn'"), kind).mail
    [sent] = re.findall(r"(?s)<div[^>]*>(.*)</div></body>", mailing._html(made))
    assert bare(sent) == bare(mailing.shown(made))
    assert not re.search(r"href|src|style|action|<form", mailing.shown(made))


def bare(html: str) -> str:
    """Without attributes and blanks between elements."""
    return re.sub(r"<(\w+)[^>]*>", r"<\1>", re.sub(r"\s+", " ", html)).strip()


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("salutation.leader", "direction"),
        ("salutation.colleague", "delegated"),
        ("line.contact", "direction"),
        ("line.confidential", "agency_assigned"),
        ("part.with_lead", "agency_assigned_request"),
        ("many.cell_late", "many"),
        ("digest.agency_late", "digest_agency"),
        ("report.line", "day_report"),
        ("state.assigned", "talk"),
        ("channel.sms", None),
        ("problem.no_file", None),
    ],
)
def test_a_part_of_mails_is_shown_within_one_that_has_it(key: str, kind: str | None) -> None:
    found = previewing.using(rules(), key)
    assert (found.kind if found else None) == kind


def test_a_part_that_stands_in_no_mail_is_shown_with_samples_by_itself() -> None:
    there = rules()
    said = previewing.words(there, "{code} {name}, {title}, {phone}: {what_nobody_knows}")
    assert said == "123 456 789 Nguyễn Văn A, Chánh Văn phòng, 0900 000 000: …"


def test_a_text_message_is_shown_as_it_leaves_with_accents_only_if_it_fits_so() -> None:
    there = rules()
    kinds = [key.removeprefix("sms.") for key in CONTRACT if key.startswith("sms.")]
    said = {kind: previewing.text_message(there, kind) for kind in kinds}
    assert all(sms_length.segments(text) == 1 for text in said.values())
    assert not any(re.search("[{}…]", text) for text in said.values())
    assert "Mã 123 456 789 đã đủ thông tin" in said["accepted"]
    assert "Da nhan phan anh, ma 123 456 789" in said["received"]


def test_a_sentence_is_shown_as_the_voice_says_it() -> None:
    there = rules()
    keys = [key.removeprefix("voice.") for key in CONTRACT if key.startswith("voice.")]
    said = {key: previewing.sentence(there, key).text for key in keys}
    assert not any(re.search("[{}…]", text) for text in said.values())
    assert "một hai ba, bốn năm sáu, bảy tám chín" in said["code"]
    assert "Ủy ban nhân dân" in said["greeting"]

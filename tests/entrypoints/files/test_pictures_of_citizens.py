"""Pictures that come with a citizen's text: fetched from the provider alone, into the same
inbox."""

from __future__ import annotations

import pytest

from chalicelib.domain.calls.recordings import FETCHES
from chalicelib.domain.case.attachments import AttachmentState, Source, Unfit
from chalicelib.domain.todos.table import Todo
from tests.support import papers, sending
from tests.support.gateway import ACCOUNT
from tests.support.office import NGHIA, Office
from tests.support.world import COMPLETE

PICTURE, OTHER = f"ME{1:032x}", f"ME{2:032x}"
API = "https://api.twilio.com/2010-04-01/Accounts"
KEPT_AT = "https://mms.twiliocdn.com/AC1/a-long-secret"


def texted(deployment, *urls, text=COMPLETE):
    """A text with pictures, as the provider posts it."""
    fields = [f for f in deployment.message_fields(text) if f[0] != "NumMedia"]
    sid = dict(fields)["MessageSid"]
    more = [("NumMedia", str(len(urls)))]
    for place, url in enumerate(urls):
        more += [
            (f"MediaContentType{place}", "image/jpeg"),
            (f"MediaUrl{place}", url.format(account=ACCOUNT, sid=sid)),
        ]
    assert deployment.sms([*fields, *more]).status == 200


def url(picture=PICTURE):
    return f"{API}/{{account}}/Messages/{{sid}}/Media/{picture}"


def fetched(deployment):
    """The queue has done its work, and the scan its."""
    deployment.deliver()
    for key in sending.keys("inbox/"):
        sending.came(deployment, key)
        sending.scanned(deployment, key)


def test_a_picture_is_fetched_scanned_and_seen_in_the_office_without_where_it_was_taken(deployment):
    deployment.provider.pictures = {PICTURE: KEPT_AT, KEPT_AT: papers.jpeg(papers.exif())}
    texted(deployment, url())
    (waits,) = deployment.file().attachments
    assert (waits.state, waits.source) == (AttachmentState.AWAITED, Source.CITIZEN)
    fetched(deployment)
    (found,) = deployment.file().attachments
    assert (found.is_clean, found.kind) == (True, "jpg")
    office = Office(deployment, NGHIA)
    page = office.get(f"/van-phong/ho-so/{deployment.codes()[0]}")
    assert f"/tep/{found.id}" in page.body
    assert "ảnh kèm tin nhắn của người phản ánh" in page.body
    assert sending.keys() == [f"clean/{found.case}/{found.id}"]


def test_who_screens_a_text_has_its_picture_beside_its_words(deployment):
    deployment.provider.pictures = {PICTURE: papers.jpeg()}
    texted(deployment, url())
    fetched(deployment)
    link = deployment.link(Todo.SCREEN)
    (found,) = deployment.file().attachments
    assert f'href="{link}/tep/{found.id}"' in deployment.get(link).body
    assert deployment.get(f"{link}/tep/{found.id}").status == 303


def test_several_pictures_are_files_of_their_own_and_a_repeated_text_brings_none_anew(deployment):
    deployment.provider.pictures = {PICTURE: papers.jpeg(), OTHER: papers.png()}
    texted(deployment, url(), url(OTHER))
    deployment._messages = 0
    texted(deployment, url(), url(OTHER))
    fetched(deployment)
    assert sorted(a.kind for a in deployment.file().attachments) == ["jpg", "png"]


@pytest.mark.parametrize(
    "strange",
    [
        "https://evil.example/2010-04-01/Accounts/{account}/Messages/{sid}/Media/" + PICTURE,
        "http://169.254.169.254/latest/meta-data",
        API + "/{account}/Messages/{sid}/Media/" + PICTURE + "/../../Calls.json",
        API + f"/AC{9:032x}/Messages/{{sid}}/Media/" + PICTURE,
        API + f"/{{account}}/Messages/MM{9:032x}/Media/" + PICTURE,
        "https://api.twilio.com@evil.example/2010-04-01/Accounts/{account}/Messages/{sid}/Media/"
        + PICTURE,
    ],
    ids=["host", "metadata", "path", "account", "message", "user"],
)
def test_an_address_that_is_not_this_texts_own_at_the_provider_is_never_asked(deployment, strange):
    texted(deployment, strange)
    deployment.deliver()
    assert deployment.file().attachments == ()
    assert strange in str(deployment.raws()[0].fields) or "{" in strange  # on file as it came


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/a.jpg",
        "http://mms.twiliocdn.com/a.jpg",
        "https://mms.twiliocdn.com.evil.example/a.jpg",
        "https://x@mms.twiliocdn.com/a.jpg",
        "https://mms.twiliocdn.com:8443/a.jpg",
        "file:///etc/passwd",
        "//169.254.169.254/",
        "",
    ],
)
def test_nothing_is_followed_elsewhere(deployment, to):
    deployment.provider.pictures = {PICTURE: to, to: papers.jpeg()}
    texted(deployment, url())
    deployment.deliver()
    assert deployment.file().attachments[0].state is AttachmentState.AWAITED
    assert sending.keys() == []


def test_who_leads_on_and_on_is_left(deployment):
    other = "https://media.twiliocdn.com/b"
    deployment.provider.pictures = {PICTURE: KEPT_AT, KEPT_AT: other, other: KEPT_AT}
    texted(deployment, url())
    deployment.deliver()
    assert sending.keys() == []


def test_a_picture_that_is_too_large_is_refused_before_it_is_read_whole(deployment):
    deployment.provider.pictures = {PICTURE: b"\xff\xd8\xff" + bytes(21_000_000)}
    texted(deployment, url())
    deployment.deliver()
    assert deployment.file().attachments[0].unfit is Unfit.TOO_LARGE
    assert sending.keys() == []


def test_a_picture_that_cannot_be_had_is_tried_again_and_refused_in_the_end(deployment, capsys):
    texted(deployment, url())
    deployment.deliver()
    for _ in range(FETCHES + 1):
        deployment.later(hours=2, minutes=1)
        deployment.sweep()
        deployment.hand_out()
    assert deployment.file().attachments[0].unfit is Unfit.NOT_FETCHED
    assert capsys.readouterr().out.count('"PictureFailed": 1') == 1


def test_a_kick_that_is_lost_is_made_up_for_by_the_sweeper(deployment):
    deployment.provider.pictures = {PICTURE: papers.jpeg()}
    with deployment.aws.refusing("SendMessageBatch"):
        texted(deployment, url())
    deployment.later(minutes=1)
    deployment.sweep()
    fetched(deployment)
    assert deployment.file().attachments[0].is_clean


def test_a_video_is_on_file_as_refused(deployment):
    deployment.provider.pictures = {PICTURE: b"\0\0\0\x18ftypmp42" + bytes(100)}
    texted(deployment, url())
    fetched(deployment)
    assert deployment.file().attachments[0].unfit is Unfit.KIND


def test_a_picture_of_a_text_that_completes_a_case_belongs_to_that(deployment):
    deployment.sms(deployment.message_fields("Đèn đường ngõ 8 Phai Vệ hỏng, đề nghị sửa giúp."))
    deployment.deliver()
    deployment.later(minutes=2)
    deployment.provider.pictures = {PICTURE: papers.jpeg()}
    texted(deployment, url(), text="Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh.")
    fetched(deployment)
    assert deployment.file().case.joined == 1
    assert deployment.file().attachments[0].is_clean

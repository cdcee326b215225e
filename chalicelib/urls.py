"""All addresses of the product: the patterns of its routes, and the addresses made from them.

Callbacks carry their ids in the path, never in a query string: query strings do not reach the views
unchanged, and the signature could not be verified.
"""

from __future__ import annotations

# --- public

HOME = "/"
HEALTH = "/healthz"
ICON = "/favicon.ico"
STYLE = "/static/hotline.css"
SCRIPT = "/static/hotline.js"
FILE_SENT = "/tep/{code}/{file}"  # storage leads here: it must not learn a link's token
RATING = "/danh-gia/{token}"  # a text that asks for a rating leads here

# --- mailed links

LINK = "/viec/{token}"
LINK_DONE = "/viec/{token}/xong/{done}"
LINK_SIGN_IN = "/viec/{token}/dang-nhap"
LINK_FRESH = "/viec/{token}/lien-ket-moi"
LINK_CONTACT = "/viec/{token}/dia-chi"
TO_CONTACT = "?dia-chi=1"  # leads there from the link's own page, which does not know its address
REPORT = "/bao-cao/{token}"
REPORT_OVERVIEW = "/bao-cao/{token}/tong-quan"
LINK_RECORDING = "/viec/{token}/ghi-am/{call}/{turn}"
LINK_REASON = "/viec/{token}/nguoi-phan-anh"
LINK_FILES = "/viec/{token}/tep"
TO_FILES = "?tep=1"  # from the page of a link, which does not name its own address
LINK_FILE = "/viec/{token}/tep/{file}"
INTAKE = "/tiep-nhan/{token}"
INTAKE_TAKEN = "/tiep-nhan/{token}/xong/{code}"

# --- the office's own pages

OFFICE = "/van-phong"
SIGN_IN = "/van-phong/vao"
SIGN_IN_LINK = "/van-phong/vao/{token}"
SIGN_IN_CODE = "/van-phong/ma"
SIGN_OUT = "/van-phong/ra"
AUTHENTICATOR = "/van-phong/ung-dung"
MEMBERS = "/van-phong/to-cong-tac"
MEMBER = "/van-phong/to-cong-tac/{officer}"
NUISANCE = "/van-phong/tu-choi"
FIND = "/van-phong/tim"
CASE = "/van-phong/ho-so/{code}"
SPLIT = "/van-phong/ho-so/{code}/viec-khac"
CASE_LINK = "/van-phong/ho-so/{code}/lien-ket/{link}"
CASE_REASON = "/van-phong/ho-so/{code}/nguoi-phan-anh"
CASE_FILES = "/van-phong/ho-so/{code}/tep"
CASE_FILE = "/van-phong/ho-so/{code}/tep/{file}"
REPEATS = "/van-phong/ho-so/{code}/trung"
CASE_TODO = "/van-phong/ho-so/{code}/{todo}/{about}"
CASE_DONE = "/van-phong/ho-so/{code}/{todo}/{about}/xong/{done}"
RECORDING = "/van-phong/ghi-am/{code}/{call}/{turn}"
NOTIFICATION = "/van-phong/thong-bao/{code}/{notification}"
SENT = "/van-phong/thong-bao/{code}/{notification}/noi-dung"
FILED = "/van-phong/tin-da-luu"
FILED_OLDER = "/van-phong/tin-da-luu/{contact}"
CONTACT = "/van-phong/lien-he/{contact}"
NEW_CONTACT = "/van-phong/lien-he-moi"
NEW_EXERCISE = f"{NEW_CONTACT}?dien-tap=1"
DRAFT = "/van-phong/lien-he-moi/{draft}"
TAKEN_DOWN = "/van-phong/lien-he-moi/xong/{code}"
TEXTED_AGAIN = "/van-phong/nhan-tin/{code}"
INTAKES = "/van-phong/uy-quyen"
LOOKS = "/van-phong/nhat-ky"
REPORTS = "/van-phong/bao-cao"
OFFICE_REPORT = "/van-phong/bao-cao/{number}"
REPORT_MATTERS = "/van-phong/bao-cao/{number}/viec"
REPORT_FILE = "/van-phong/bao-cao/{number}/{file}"
OVERVIEW = "/van-phong/tong-quan"
SETTINGS = "/van-phong/cai-dat"
SETTINGS_KIND = "/van-phong/cai-dat/{kind}"
SETTINGS_TEXTS = "/van-phong/cai-dat/cau-chu"
SETTINGS_TEXT = "/van-phong/cai-dat/cau-chu/{key}"
SETTINGS_FILE = "/van-phong/cai-dat/tep/{file}"
SETTINGS_VERSIONS = "/van-phong/cai-dat/phien-ban"
SETTINGS_VERSION = "/van-phong/cai-dat/phien-ban/{number}"
SETTINGS_PROPOSAL = "/van-phong/cai-dat/de-xuat/{proposal}"

# Every address that a person may open or post to, by which a misspelt one is understood.
PAGES = (
    *(HOME, RATING, LINK, LINK_SIGN_IN, LINK_FRESH, LINK_CONTACT, LINK_RECORDING),
    *(REPORT, REPORT_OVERVIEW),
    *(INTAKE, INTAKE_TAKEN, INTAKES),
    *(OFFICE, SIGN_IN, SIGN_IN_LINK, SIGN_IN_CODE),
    *(
        SIGN_OUT,
        AUTHENTICATOR,
        MEMBERS,
        MEMBER,
        NUISANCE,
        FIND,
        CASE,
        SPLIT,
        CASE_LINK,
        REPEATS,
        CASE_TODO,
        CASE_DONE,
        RECORDING,
        NOTIFICATION,
        SENT,
    ),
    *(FILE_SENT, LINK_FILES, LINK_FILE, CASE_FILES, CASE_FILE),
    *(LINK_REASON, CASE_REASON, LOOKS),
    *(FILED, FILED_OLDER, CONTACT, NEW_CONTACT, DRAFT, TAKEN_DOWN, TEXTED_AGAIN, LINK_DONE),
    *(REPORTS, OFFICE_REPORT, REPORT_MATTERS, OVERVIEW),
    *(SETTINGS, SETTINGS_KIND, SETTINGS_TEXTS, SETTINGS_TEXT, SETTINGS_FILE),
    *(SETTINGS_VERSIONS, SETTINGS_VERSION, SETTINGS_PROPOSAL),
)
UNKNOWN = "/{proxy+}"  # the gateway's word for all that no other route takes

WHOLE = "-"  # the {about} of a to-do about the whole of its subject

# --- the providers' webhooks

TEXT_IN = "/sms/incoming"
TEXT_RECEIPT = "/receipts/sms/{code}/{notification}"
GATEWAY_IN = "/sms/gateway/{gateway}"
GATEWAY_RECEIPT = "/receipts/gateway/{gateway}"
CALL_IN = "/voice/incoming"
CALL_TURN = "/voice/calls/{call}/{turn}"
CALL_RECORDING = "/voice/recordings/{call}/{turn}"
CALL_ENDED = "/voice/ended"
RESULT_TURN = "/voice/result/{code}/{notification}/{turn}"
RESULT_RECEIPT = "/receipts/call/{code}/{notification}"
URGENT_TURN = "/voice/urgent/{code}/{notification}/{turn}"
URGENT_RECEIPT = "/receipts/urgent/{code}/{notification}"


def rating(token: str) -> str:
    return RATING.format(token=token)


def link(token: str) -> str:
    return LINK.format(token=token)


def link_done(token: str, done: str) -> str:
    """The address of a confirmation behind a link."""
    return LINK_DONE.format(token=token, done=done)


def report(token: str) -> str:
    return REPORT.format(token=token)


def report_overview(token: str) -> str:
    return REPORT_OVERVIEW.format(token=token)


def intake(token: str) -> str:
    """Where an agency writes down what it has taken in itself."""
    return INTAKE.format(token=token)


def intake_taken(token: str, code: str) -> str:
    return INTAKE_TAKEN.format(token=token, code=code)


def link_sign_in(token: str) -> str:
    """The address at which a link's holder has the way to sign in mailed to them."""
    return LINK_SIGN_IN.format(token=token)


def link_fresh(token: str) -> str:
    """The address at which an expired link's holder has a fresh one mailed to them."""
    return LINK_FRESH.format(token=token)


def recordings_of_link(token: str) -> str:
    """The prefix of the addresses of the recordings behind a link."""
    return f"{link(token)}/ghi-am"


def link_reason(token: str) -> str:
    """The address at which a link's holder says why they want to see who the citizen is."""
    return LINK_REASON.format(token=token)


def case_reason(code: str, back: str = "") -> str:
    """The same on the office's pages; `back` is the page that they are led back to."""
    here = CASE_REASON.format(code=code)
    return f"{here}?den={back}" if back else here


def looks_of(code: str) -> str:
    """The looks at one case."""
    return f"{LOOKS}?ho-so={code}"


def files_of_link(token: str) -> str:
    """The address at which an agency sends files, and the prefix of those behind its link."""
    return LINK_FILES.format(token=token)


def files_of_case(code: str) -> str:
    """The same on the office's pages."""
    return CASE_FILES.format(code=code)


def file_sent(code: str, file: str) -> str:
    """The address that says how a file stands that was just sent."""
    return FILE_SENT.format(code=code, file=file)


def sign_in_link(token: str) -> str:
    return SIGN_IN_LINK.format(token=token)


def member(officer: str) -> str:
    """The address at which a member's second way in is taken away."""
    return MEMBER.format(officer=officer)


def case(code: str) -> str:
    return CASE.format(code=code)


def split(code: str) -> str:
    """The address at which another matter of a case's contact is taken down."""
    return SPLIT.format(code=code)


def case_link(code: str, link: str) -> str:
    """The address at which the office takes a case's link away. It has the link's id, which opens
    nothing."""
    return CASE_LINK.format(code=code, link=link)


def repeats(code: str) -> str:
    """The address at which a case's possible repeats are shown, and it is merged into one."""
    return REPEATS.format(code=code)


def case_todo(code: str, todo: str, about: str = "") -> str:
    return CASE_TODO.format(code=code, todo=todo, about=about or WHOLE)


def case_done(code: str, todo: str, about: str, done: str) -> str:
    """The address of a confirmation on the office's pages."""
    return CASE_DONE.format(code=code, todo=todo, about=about or WHOLE, done=done)


def recordings_of_case(code: str) -> str:
    """The prefix of the addresses of a case's recordings on the office's pages."""
    return f"/van-phong/ghi-am/{code}"


def notification(ref: str) -> str:
    """The address at which the office sends a notification again."""
    return NOTIFICATION.format(**_of(ref))


def sent(ref: str) -> str:
    """The address at which the office reads a notification as it was sent."""
    return SENT.format(**_of(ref))


def filed_older(contact: str) -> str:
    """The address of what came before this contact and is on file without a case."""
    return FILED_OLDER.format(contact=contact)


def contact(contact_id: str) -> str:
    """The address at which the office makes a case of a contact."""
    return CONTACT.format(contact=contact_id)


def draft(draft_id: str) -> str:
    """The address of a contact that is being taken down by hand."""
    return DRAFT.format(draft=draft_id)


def taken_down(code: str) -> str:
    """The address at which the office reads out or prints the code of what it has taken down."""
    return TAKEN_DOWN.format(code=code)


def texted_again(code: str) -> str:
    """The address at which the office lets a case's citizen be texted again."""
    return TEXTED_AGAIN.format(code=code)


def link_contact(token: str) -> str:
    """The address at which an agency asks for another address of its own."""
    return LINK_CONTACT.format(token=token)


def office_report(number: int) -> str:
    """The address of one of the office's reports, by its own number."""
    return OFFICE_REPORT.format(number=number)


def report_matters(number: int) -> str:
    """The address of the matters behind a figure of a report; which one stands in its query."""
    return REPORT_MATTERS.format(number=number)


def settings(kind: str) -> str:
    """The address of a page of settings."""
    return SETTINGS_KIND.format(kind=kind)


def settings_text(key: str) -> str:
    """The address at which one of the authority's texts is changed."""
    return SETTINGS_TEXT.format(key=key)


def settings_file(file: str) -> str:
    """The address at which one of the settings' files is changed."""
    return SETTINGS_FILE.format(file=file)


def settings_version(number: int) -> str:
    return SETTINGS_VERSION.format(number=number)


def settings_proposal(proposal: str) -> str:
    """The address at which a proposed version is confirmed."""
    return SETTINGS_PROPOSAL.format(proposal=proposal)


def _of(ref: str) -> dict[str, str]:
    """A notification's ref as the parts of an address."""
    code, _, notification = ref.partition("/")
    return {"code": code, "notification": notification}


def text_receipt(ref: str) -> str:
    return TEXT_RECEIPT.format(**_of(ref))


def gateway_receipt(gateway: str) -> str:
    """The address at which a gateway reports; where it proves itself by its address alone, a
    secret stands behind its name."""
    return GATEWAY_RECEIPT.format(gateway=gateway)


def result_turn(ref: str, turn: int) -> str:
    return RESULT_TURN.format(**_of(ref), turn=turn)


def result_receipt(ref: str) -> str:
    return RESULT_RECEIPT.format(**_of(ref))


def urgent_turn(ref: str, turn: int) -> str:
    return URGENT_TURN.format(**_of(ref), turn=turn)


def urgent_receipt(ref: str) -> str:
    return URGENT_RECEIPT.format(**_of(ref))


def call_turn(call: str, turn: int) -> str:
    return CALL_TURN.format(call=call, turn=turn)


def call_recording(call: str, turn: int) -> str:
    return CALL_RECORDING.format(call=call, turn=turn)

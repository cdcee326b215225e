"""Two citizens tell of one matter, and the office merges the second's case into the first's."""

from __future__ import annotations

from tests.support.answers import Answer
from tests.support.deployment import AGENCY, Deployment
from tests.support.office import CHIEF, NGHIA, Office

FIRST = "Tôi là Vi Văn Tám, 14 Lê Lợi, phường Vĩnh Trại. Đèn đường Lê Lợi hỏng cả tuần nay."
SECOND = "Toi la Ly Thi Hoa, 30 Ba Trieu, phuong Vinh Trai. Den duong Le Loi hong, toi om."
OTHER = "Tôi là Nông Thị Hạnh, 9 Bắc Sơn, phường Tam Thanh. Rác đầy chợ Kỳ Lừa không ai dọn."
NUMBERS = {FIRST: "+84912000001", SECOND: "+84912000002", OTHER: "+84912000003"}
SCREENED = {"field": "S1", "summary": "Đèn đường Lê Lợi hỏng.", "agency": AGENCY}
WORDS = "Đèn đường Lê Lợi đã sáng lại."


class Repeats:
    """Cases by their texts, and the office before them."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self.nghia, self.chief = Office(deployment, NGHIA), Office(deployment, CHIEF)

    def texted(self, text: str, number: str = "") -> str:
        """The code of the case that a text makes."""
        before = set(self.deployment.codes())
        self.deployment.sms(
            self.deployment.message_fields(text, number or NUMBERS.get(text, "+84912000009"))
        )
        self.deployment.deliver()
        (code,) = set(self.deployment.codes()) - before
        return code

    def path(self, code: str) -> str:
        return f"/van-phong/ho-so/{code}/trung"

    def merge(self, code: str, into: str, revision: int | None = None) -> Answer:
        at = self.deployment.file(code).case.revision if revision is None else revision
        return self.nghia.post(self.path(code), [("revision", str(at)), ("into", into)])

    def part(self, code: str) -> Answer:
        at = str(self.deployment.file(code).case.revision)
        return self.nghia.post(
            f"/van-phong/ho-so/{code}/follow/-", [("revision", at), ("action", "part")]
        )

    def screened(self, code: str, **more: str) -> None:
        self.nghia.fill(f"/van-phong/ho-so/{code}/screen/-", "propose", **{**SCREENED, **more})
        self.deployment.deliver()

    def assigned(self, code: str) -> None:
        self.screened(code)
        typed = {"agency": AGENCY, "document": "12/VP", "signer": "Chánh VP"}
        self.chief.fill(f"/van-phong/ho-so/{code}/assign/-", "assign", **typed)
        self.deployment.deliver()

    def drafted(self, code: str, words: str = WORDS) -> Answer:
        self.assigned(code)
        agency = self.deployment.authority.agency(AGENCY).mail
        typed = {"answer": "Đã thay bóng.", "name": "Lý Văn Tư", "title": "Trưởng phòng"}
        self.deployment.press(self.deployment.newest_link(agency), "answer", **typed)
        self.deployment.deliver()
        return self.draft(code, words)

    def draft(self, code: str, words: str) -> Answer:
        answer, _ = self.nghia.fill(f"/van-phong/ho-so/{code}/draft/-", "draft", words=words)
        self.deployment.deliver()
        return answer

    def approved(self, **typed: str) -> None:
        link = self.deployment.newest_link(self.deployment.authority.head.mail)
        self.deployment.press(link, "approve", **typed)
        self.deployment.deliver()

    def told(self, code: str) -> None:
        typed = {"how": "phone", "whom": "citizen", "note": "Đã nghe."}
        self.nghia.fill(f"/van-phong/ho-so/{code}/tell/-", "tell", **typed)
        self.deployment.deliver()

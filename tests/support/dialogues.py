"""Somebody who writes to the old telephone and is asked back."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.support import text_gateways as gateways
from tests.support.deployment import CITIZEN, Deployment
from tests.support.text_gateways import Doors, decrypted

MATTER = "Đèn đường ngõ 5 Bà Triệu hỏng cả tháng nay"
WHO = "Nguyễn Văn An"
WHERE = "số 5 Lê Lợi, phường Vĩnh Trại"
COMPLETE = f"{MATTER}. Tôi là {WHO}, {WHERE}"


@dataclass
class Citizen:
    """Somebody with a telephone: writes, waits, reads."""

    deployment: Deployment
    doors: Doors
    number: str = CITIZEN
    prefix: str = ""  # tells the events of one run from those of another
    written: list[str] = field(default_factory=list)

    def writes(self, *texts: str, **more) -> None:
        for text in texts:
            self.written.append(text)
            event = f"{self.prefix}{self.number} {len(self.written)}"
            answer = gateways.texted(self.deployment, text, event=event, sender=self.number, **more)
            assert answer.status == 200

    def waits(self, **span: float) -> None:
        self.deployment.later(**span)
        self.deployment.sweep()
        self.deployment.deliver()

    def reads(self) -> list[str]:
        """All that has come so far."""
        self.deployment.hand_out()
        return [
            decrypted(said["textMessage"]["text"])
            for said in self.doors.said
            if decrypted(said["phoneNumbers"][0]) == self.number
        ]

    def begins(self, *texts: str) -> None:
        """Writes the first text, and waits the minute."""
        self.writes(*texts)
        self.waits(seconds=61)

"""Which version holds: a process looks seldom, goes on when it cannot, and never begins without."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from chalicelib.authority.documents import PEOPLE
from chalicelib.authority.versions import AuthorityFiles
from chalicelib.store.office.settings import DynamoSettings
from chalicelib.usecases.ports.settings import Edit, Files, Packed, Version
from chalicelib.usecases.settings.live import Live, NoSettingsError
from tests.support import aws
from tests.support.requests import counted, out_of_reach
from tests.support.world import TUESDAY_NINE

LANGSON = "langson"
FILES = AuthorityFiles()
SHIPPED = FILES.shipped(LANGSON)


@pytest.fixture(autouse=True)
def _nothing_on_file(cloud: None) -> None:
    aws.emptied()


@dataclass
class Office:
    """Saves versions; its process has a clock that the test moves."""

    store: DynamoSettings = field(default_factory=DynamoSettings)
    at: float = 0.0
    number: int = 0

    def saves(self, files: Files = SHIPPED, *, packed: bool = True) -> None:
        self.number += 1
        version = Version(
            number=self.number, at=TUESDAY_NINE, by="truong", reason="", files=FILES.hashes(files)
        )
        content = FILES.pack(FILES.read(LANGSON, files)) if packed else b""
        release = FILES.release if packed else "another release"
        self.store.publish(LANGSON, version, files, Packed(self.number, release, content))

    def process(self) -> Live:
        return Live(store=self.store, files=FILES, authority=LANGSON, seconds=lambda: self.at)


def titled(title: str) -> Files:
    return FILES.edited(SHIPPED, [Edit(PEOPLE, ("officers", 0, "title"), title)])


def title(live: Live) -> str:
    return live.current().made.authority.officers[0].title


@pytest.mark.parametrize("packed", [True, False])
def test_what_was_saved_holds_whichever_release_has_packed_it(packed: bool) -> None:
    office = Office()
    office.saves(titled("Quyền Chánh Văn phòng"), packed=packed)
    assert title(office.process()) == "Quyền Chánh Văn phòng"


def test_another_version_is_seen_after_half_a_minute_and_at_once_by_who_asks() -> None:
    office = Office()
    office.saves()
    live, other = office.process(), office.process()
    assert title(live) == title(other) == "Chánh Văn phòng"
    office.saves(titled("Quyền Chánh Văn phòng"))
    office.at = 29.9
    assert title(live) == "Chánh Văn phòng"
    assert other.current(at_once=True).number == 2
    office.at = 30.1
    assert title(live) == "Quyền Chánh Văn phòng"


def test_within_half_a_minute_nothing_is_asked_and_then_one_item() -> None:
    office = Office()
    office.saves()
    live = office.process()
    with counted() as asked:
        live.current()
    assert asked == {"BatchGetItem": 1}
    with counted() as asked:
        for office.at in range(30):
            live.current()
    assert not asked
    with counted() as asked:
        for office.at in range(30, 60):
            live.current()
    assert asked == {"GetItem": 1}


def test_without_the_store_the_last_version_goes_on_and_is_looked_for_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    office = Office()
    office.saves()
    live = office.process()
    assert live.current().number == 1
    office.saves(titled("Quyền Chánh Văn phòng"))
    office.at = 31
    with out_of_reach():
        assert live.current().number == 1
    assert '"SettingsUnread": 1' in capsys.readouterr().out
    office.at = 62
    assert live.current().number == 2


def test_a_version_that_this_release_cannot_read_does_not_replace_the_last_one() -> None:
    office = Office()
    office.saves()
    live = office.process()
    live.current()
    broken = SHIPPED | {PEOPLE: "officers: ["}
    version = Version(number=2, at=TUESDAY_NINE, by="truong", reason="", files=FILES.hashes(broken))
    office.store.publish(LANGSON, version, broken, Packed(2, "another release", b""))
    office.at = 31
    assert live.current().number == 1
    with pytest.raises(NoSettingsError):
        office.process().current()


def test_without_any_version_there_are_no_settings_until_there_are() -> None:
    office = Office()
    live = office.process()
    for _ in range(2):
        with pytest.raises(NoSettingsError):
            live.current()
    office.saves()
    assert live.current().number == 1


def test_what_began_under_an_earlier_version_finds_it() -> None:
    office = Office()
    office.saves()
    office.saves(titled("Quyền Chánh Văn phòng"))
    live = office.process()
    assert live.at(1).made.authority.officers[0].title == "Chánh Văn phòng"
    assert live.at(2) == live.current()
    with counted() as asked:
        live.at(1)
    assert not asked
    assert live.at(7).number == 2  # nothing that there is: the one that holds

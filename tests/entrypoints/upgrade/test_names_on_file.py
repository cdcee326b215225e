"""What stands on file keeps its names: kinds of rows, their attributes, how their keys begin.

A field may be called otherwise in the code, as long as `attr_name` holds on to the name on file;
one that is renamed without it is read as if it were not there, and is written a second time.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import pytest

from chalicelib.domain.todos.table import Todo
from chalicelib.store.dynamo import partitions, vault_items
from chalicelib.store.dynamo.case_items import LimitItem
from chalicelib.store.dynamo.tables import CasesItem, VaultItem
from chalicelib.store.office.jobs import CalendarItem, DigestItem
from chalicelib.usecases.schedules.digest import digest
from chalicelib.usecases.schedules.recalculate import recalculate
from tests.support.deployment import Deployment
from tests.support.exchange import Exchange
from tests.support.gateway import BASE, FORM
from tests.support.older_release import UNUSED, rows, still_says

Row = dict[str, Any]

# Models are known to their table once they are imported.
MODELS = (DigestItem, CalendarItem, vault_items.RawItem)
KEYS = ("pk", "sk", "wait_pk", "due_pk", "board_pk", "phone_key")
# What this release does not write of a kind any more; rows that have it keep it until then.
LEFT = {"head": {"board_pk", "board_pk: open#", "board_sk"}}
# The attribute that says in which partition of which index a row stands, by table.
PARTITIONED = {
    "cases": {
        "wait_pk": "CasesTable/waiting",
        "due_pk": "CasesTable/due",
        "open_pk": "CasesTable/open",
        "board_pk": "CasesTable/board",
    },
    "vault": {"wait_pk": "VaultTable/waiting", "phone_key": "VaultTable/phone"},
}
COUNTED = "limit"  # is only ever counted up, and so has no kind on file


def kind_of(row: Row) -> str:
    return str(row["cls"]["S"]) if "cls" in row else COUNTED


def kinds(table: str) -> list[str]:
    return sorted({kind_of(row) for row in rows(table)})


# --- read and written again


def model_of(table: str, row: Row) -> Any:
    if "cls" not in row:
        return LimitItem
    return CasesItem if table == "cases" else VaultItem


@pytest.mark.parametrize(
    ("table", "kind"), [(table, kind) for table in ("cases", "vault") for kind in kinds(table)]
)
def test_a_row_that_is_read_and_written_again_is_the_same_row(table, kind):
    for then in (row for row in rows(table) if kind_of(row) == kind):
        now = model_of(table, then).from_raw_data(then).to_dynamodb_dict()
        now = now if "cls" in then else {k: v for k, v in now.items() if k != "cls"}
        assert sorted(now) == sorted(then)
        assert still_says(then, now), (then, now)


# --- written by this release


def written(found: Iterable[Row]) -> dict[str, set[str]]:
    """The attributes of each kind of row, and how each of its keys begins."""
    names: dict[str, set[str]] = {}
    for row in found:
        keys = {f"{key}: {_beginning(row[key]['S'])}" for key in KEYS if key in row}
        names.setdefault(kind_of(row), set()).update(row, keys)
    return names


def _beginning(key: str) -> str:
    """A key up to what differs from row to row."""
    beginning, mark, _ = key.partition("#")
    return beginning + mark if mark or beginning.isalpha() else "…"


NGHIA = "nghia@vanphong.langson.example"
SECRET = (
    "Xin giữ bí mật. Trần Văn Dũng, 31 Lê Lợi, phường Vĩnh Trại, 0912 000 111. "
    "Nhà bên cạnh lấn vỉa hè đường Lê Lợi."
)


def a_day(exchange: Exchange) -> None:
    """Something of everything that is ever put on file; the last of it is still under way."""
    deployment = exchange.deployment
    deployment.press(
        deployment.way_to(Todo.TELL), "tell", how="phone", whom="citizen", note="Đã nói."
    )
    deployment.later(hours=8)
    deployment.report()
    deployment.later(hours=-8)
    an_officers_work(deployment)
    exchange.hang_up(exchange.ring("+84912000112"))
    exchange.rest()  # who rang is to be rung back
    sid = exchange.ring("+84912000113")
    for keys, words in (("1", "Tôi là Mai"), ("#", "Số 45 Bắc Sơn"), ("#", "")):
        exchange.keys(sid, keys)
        if words:
            exchange.say(sid, words)
    rules, store, delivery = (
        deployment.services.rules,
        deployment.services.store,
        deployment.services.delivery,
    )
    recalculate(rules, store)
    digest(rules, store, delivery)
    deployment.sms()


def an_officers_work(deployment: Deployment) -> None:
    """Signs in; looks at somebody who asked for secrecy, whose text failed, and saves a form."""
    known = set(deployment.codes())
    deployment.provider.broken = [(400, 21211)]
    deployment.sms(deployment.message_fields(SECRET, "+84912000111"))
    deployment.deliver()
    (code,) = set(deployment.codes()) - known
    deployment.post("/van-phong/vao", [("mail", NGHIA)])
    deployment.deliver()
    mailed = deployment.mails(NGHIA)[-1].text
    path = next(line for line in mailed.splitlines() if "/van-phong/vao/" in line)
    entered = deployment.post(path.removeprefix(BASE), [])
    headers = {"Cookie": entered.headers["Set-Cookie"].split(";")[0], "Content-Type": FORM}
    page = f"/van-phong/ho-so/{code}/screen/-"
    csrf = deployment.call("GET", page, headers=headers).page.value("csrf")
    said = urlencode({"csrf": csrf, "look_reason": "Làm thay người phụ trách."})
    deployment.call("POST", f"/van-phong/ho-so/{code}/nguoi-phan-anh", said, headers)
    form = deployment.call("GET", page, headers=headers).page.fill("save", account="Lời đã nghe.")
    assert deployment.call("POST", page, urlencode(form), headers).status == 303


@pytest.fixture
def todays(exchange) -> dict[str, list[Row]]:
    """What this release writes when everything has happened once, by table."""
    a_day(exchange)
    return {table: exchange.deployment.dump(table) for table in PARTITIONED}


def test_this_release_writes_the_same_kinds_attributes_and_keys(todays):
    now = written([*todays["cases"], *todays["vault"]])
    then = written([*rows("cases"), *rows("vault")])
    assert set(then) <= set(now)
    for kind, names in then.items():
        kept = names - UNUSED - LEFT.get(kind, set())
        assert kept <= now[kind], (kind, kept - now[kind])


def partitioned(table: str, found: Iterable[Row]) -> set[tuple[str, str]]:
    """(index, how the partition begins) of whatever stands in an index."""
    return {
        (index, row[attribute]["S"].partition("#")[0])
        for row in found
        for attribute, index in PARTITIONED[table].items()
        if attribute in row
    }


@pytest.mark.parametrize("table", PARTITIONED)
def test_whatever_stands_in_an_index_is_in_a_partition_of_a_kind_that_is_in_the_table(
    table, todays
):
    known = {(kind.index, kind.name) for kind in partitions.EVERY}
    assert partitioned(table, rows(table)) <= known
    assert partitioned(table, todays[table]) <= known

"""Records from before links had rounds and looks said where: they are read as they are."""

from chalicelib.domain.todos.table import Todo
from tests.support.older_release import rows


def kind(table: str, name: str) -> list[dict]:
    return [row for row in rows(table) if row.get("cls") == {"S": name}]


def test_whoever_was_signed_in_then_is_a_member_still(older):
    assert not [row for row in kind("cases", "session") if "role" in row]
    assert "Gửi liên kết đăng nhập" not in older.get("/van-phong").body


def test_an_older_link_says_nothing_of_its_round_and_opens_as_before(alone):
    older = alone("answered")
    code = older.code("answered")
    link = older.link(code, Todo.DRAFT)
    assert older.deployment.get(link).status == 200
    found = older.services.store.links.get(link.split("/")[-1].split(".")[0])
    assert found.made_at is None
    assert older.file(code).case.todo_since == {}

"""Coming to the office's pages, and to addresses that nobody has."""

import re

import pytest

from tests.support.browsing import Browser
from tests.support.people import WEDNESDAY, officer


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("path", ["/khong-co", "/wp-admin/setup.php", "/van-phong/a/b/c/d/e/f"])
def test_an_unknown_address_is_a_page_in_vietnamese(stage, method, path):
    answer = stage.http.request(method, path)
    assert answer.status == 404
    assert "Không có trang này" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("asked", ["/vanphong", "/Van-Phong", "/VAN-PHONG/", "/van_phong/"])
def test_a_misspelt_address_leads_to_the_office(stage, asked):
    answer = stage.http.get(asked)
    assert (answer.status, answer.headers["Location"]) == (308, "/van-phong")
    assert stage.http.get("/van-phong/").status == 200


def test_capital_letters_do_not_lose_the_token_of_a_link(stage):
    answer = stage.http.get("/VIEC/AbC-1_x.Yz")
    assert (answer.status, answer.headers["Location"]) == (308, "/viec/AbC-1_x.Yz")


def test_the_office_changes_its_own_settings_and_a_second_person_confirms_who_acts(stage):
    stage.clock(now=WEDNESDAY)
    one, other = Browser(stage, officer("truong")), Browser(stage, officer("anh"))
    settings = "/van-phong/cai-dat"

    def holds(by):
        return re.search(r'name="base" value="(\d+)"', by.get(f"{settings}/gio"))[1]

    def saved(by, page, **typed):
        said = {"base": holds(by), "action": "save", "reason": "Thử sửa", **typed}
        answer = by.post(f"{settings}/{page}", **said)
        assert answer.status == 303, answer.text
        return answer.headers["Location"]

    version = saved(one, "co-quan", **{"agencies.y-te.phone": "0900 000 777"})
    assert "0900 000 777" in one.get(f"{settings}/co-quan")
    assert "Thử sửa" in one.get(f"{settings}/phien-ban")
    waits = saved(one, "nguoi", **{"officers.le-nhung.title": "Chuyên viên chính"})
    assert "/de-xuat/" in waits
    assert waits in other.get(settings)
    assert other.post(waits, action="confirm").status == 303
    assert "Chuyên viên chính" in other.get(f"{settings}/nguoi")
    first = str(int(version.rpartition("/")[2]) - 1)
    undone = other.post(f"{settings}/phien-ban/{first}", base=holds(other), reason="Thử xong")
    back = undone.headers["Location"]
    assert one.post(back, action="confirm").status == 303
    assert "Chuyên viên chính" not in other.get(f"{settings}/nguoi")

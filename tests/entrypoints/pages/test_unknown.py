"""Whoever comes to an address that nobody has gets where they meant to go, or a page that says so
in Vietnamese."""

import pytest

from chalicelib import wiring
from chalicelib.entrypoints.pages.routes import METHODS
from tests.support.office import NGHIA, Office

TOKEN = "AbC-1_x.Yz~9"


def is_our_page(answer, *said: str) -> bool:
    return (
        answer.headers["Content-Type"] == "text/html; charset=utf-8"
        and "default-src 'none'" in answer.headers["Content-Security-Policy"]
        and "Đường dây nóng" in answer.page.text
        and all(words in answer.page.text for words in said)
    )


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "path",
    [
        *("/wp-login.php", "/.env", "/van-phong/khong-co", "/vanphong2", "/viec", "/viec/a/b"),
        *("/van-phong/ho-so/1/2/3/4", "/api/van-phong", "/sms", "/voice/calls/1", "/static/x"),
        *("/%2e%2e/%2e%2e", "/%0d%0aSet-Cookie:x", "/<script>", "/{{7*7}}", "/" + "a" * 5000),
    ],
)
def test_an_unknown_address_is_a_page_of_ours_in_vietnamese(deployment, method, path):
    answer = deployment.call(method, path)
    assert answer.status == 404
    assert is_our_page(answer, "Không có trang này")
    assert deployment.aws.writes == 0


LEADS_ON = {
    "/vanphong": "/van-phong",
    "/Van-Phong": "/van-phong",
    "/VAN-PHONG": "/van-phong",
    "/van_phong": "/van-phong",
    "/VanPhong/": "/van-phong",
    "/văn-phòng": "/van-phong",
    "/v%C4%83n%20ph%C3%B2ng": "/van-phong",
    "/VANPHONG/VAO": "/van-phong/vao",
    f"/Van-Phong/Vao/{TOKEN}": f"/van-phong/vao/{TOKEN}",
    f"/VIEC/{TOKEN}": f"/viec/{TOKEN}",
    f"/Viec/{TOKEN}/": f"/viec/{TOKEN}",
    f"/viec/{TOKEN}/GHI-AM/aB/2": f"/viec/{TOKEN}/ghi-am/aB/2",
    "/vanphong/hoso/123456784": "/van-phong/ho-so/123456784",
    "/Van-Phong/Ho-So/123456784/screen/-": "/van-phong/ho-so/123456784/screen/-",
}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("asked", "meant"), LEADS_ON.items())
def test_a_misspelt_address_leads_on_and_keeps_what_it_carries(deployment, method, asked, meant):
    answer = deployment.call(method, asked)
    assert (answer.status, answer.headers["Location"]) == (308, meant)


def test_a_slash_at_the_end_changes_nothing(deployment):
    assert deployment.get("/van-phong/").same == deployment.get("/van-phong").same


@pytest.mark.parametrize(
    "asked",
    ["/%2F%2Fevil.example/viec/a", "/viec/%0d%0aSet-Cookie:a=b", "/VIEC/https:%2F%2Fevil.example"],
)
def test_no_address_leads_out_of_the_house(deployment, asked):
    answer = deployment.call("GET", asked)
    assert answer.status in (308, 404)
    where = answer.headers.get("Location", "/")
    assert where.startswith("/")
    assert not where.startswith("//")
    assert "\n" not in where


@pytest.mark.parametrize("path", ["/van-phong/vao", "/van-phong/ra", "/van-phong/tim"])
def test_an_address_of_the_office_that_only_takes_forms_leads_to_the_office(deployment, path):
    answer = deployment.get(path)
    assert (answer.status, answer.headers["Location"]) == (303, "/van-phong")


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/van-phong", f"/viec/{TOKEN}", "/van-phong/tim"])
def test_another_method_is_a_page_of_ours_too(deployment, method, path):
    answer = deployment.call(method, path)
    assert answer.status in (404, 405)
    assert is_our_page(answer, "Không có trang này")


def test_what_nobody_foresaw_is_a_page_of_ours_on_every_address(deployment, monkeypatch):
    office = Office(deployment, NGHIA)

    def broken() -> None:
        raise RuntimeError("out of reach")

    monkeypatch.setattr(wiring, "services", broken)
    for path in ("/", "/van-phong", f"/viec/{TOKEN}", f"/van-phong/vao/{TOKEN}"):
        answer = office.get(path)
        assert answer.status == 500
        assert is_our_page(answer, "Hệ thống đang bận")
        assert "out of reach" not in answer.body


def test_a_form_that_is_far_too_long_is_said_to_be_so(deployment):
    answer = deployment.post("/van-phong/vao", [("mail", "a" * 1_000_001)])
    assert answer.status == 413
    assert is_our_page(answer, "quá dài")


def test_the_health_check_stays_as_machines_read_it(deployment):
    assert deployment.get("/healthz").body == '{"status":"ok"}'

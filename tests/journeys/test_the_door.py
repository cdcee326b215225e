"""Coming to the office's pages, and to addresses that nobody has."""

import pytest


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

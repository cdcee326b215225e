"""The README's pictures are there, light, and say in words what they show."""

import re

import pytest

from tests.structure.sources import ROOT

MOST = 350_000  # bytes of one picture
PNG = b"\x89PNG\r\n\x1a\n"
TAGS = re.findall(r"<img [^>]*>", (ROOT / "README.md").read_text("utf-8"))
SHOWN = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in TAGS]


def test_every_picture_that_is_kept_is_shown() -> None:
    kept = {f"docs/pictures/{path.name}" for path in (ROOT / "docs/pictures").iterdir()}
    assert kept == {picture["src"] for picture in SHOWN}


@pytest.mark.parametrize("picture", SHOWN, ids=lambda picture: picture["src"])
def test_a_picture_is_a_light_png_with_words_for_who_cannot_see_it(picture: dict[str, str]) -> None:
    content = (ROOT / picture["src"]).read_bytes()
    assert content.startswith(PNG)
    assert len(content) < MOST
    assert len(picture["alt"].split()) > 3

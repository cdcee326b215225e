"""A real browser without a window, before a stage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.eyes import ARGS, PATIENCE, Eyes

WIDTHS = {"desk": (1280, 900), "telephone": (390, 844)}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("Chromium is not installed: run `make browser`")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()


@pytest.fixture(params=list(WIDTHS))
def eyes(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Eyes]:
    """Somebody at a desk, then somebody with a telephone."""
    yield from _looking(chromium, *WIDTHS[request.param])


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Eyes]:
    yield from _looking(chromium, *WIDTHS["desk"])


@pytest.fixture
def telephone(chromium: Browser) -> Iterator[Eyes]:
    yield from _looking(chromium, *WIDTHS["telephone"])


def _looking(browser: Browser, width: int, height: int) -> Iterator[Eyes]:
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height}, locale="vi-VN"
    )
    context.set_default_timeout(PATIENCE)
    eyes = Eyes(context)
    yield eyes
    context.close()
    assert eyes.complaints == [], "the browser's console complains"

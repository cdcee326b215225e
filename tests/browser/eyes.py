"""What a person with eyes, a keyboard or a thumb would object to on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

PATIENCE = 15_000  # milliseconds; a function's first answer takes seconds on a busy machine
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

TARGET = 44  # pixels a thumb needs (WCAG 2.5.5)
CONTRAST = 4.5  # of small text; 3 of large (WCAG 1.4.3)

_FAULTS = """(rules) => {
  const found = [];
  const seen = (e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('[aria-hidden]');
  const box = (e) => e.getBoundingClientRect();
  const name = (e) => e.tagName.toLowerCase() + (e.name ? `[${e.name}]` : '')
    + ` "${(e.innerText || e.value || '').trim().slice(0, 30)}"`;

  if (document.documentElement.lang !== 'vi') found.push('the language is not said');
  if (!document.title.trim()) found.push('no title');
  if (document.querySelectorAll('h1').length !== 1) found.push('not exactly one h1');
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(`${wide} px wider than the window`);
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) found.push('ids given twice: ' + twice);

  const fields = 'input:not([type=hidden]), select, textarea';
  for (const e of document.querySelectorAll(fields)) {
    const label = [...e.labels].map((l) => l.innerText || l.textContent).join('').trim();
    if (!label) found.push('no label: ' + name(e));
    const hint = e.getAttribute('aria-describedby');
    for (const id of (hint || '').split(' ').filter(Boolean))
      if (!document.getElementById(id)) found.push('no such hint: ' + id);
  }
  for (const e of document.querySelectorAll('button, summary, a.dial, a.button, ' + fields)) {
    if (!seen(e)) continue;
    const target = ['checkbox', 'radio'].includes(e.type) ? e.labels[0] : e;
    if (box(target).height < rules.target - 0.5)
      found.push(`only ${Math.round(box(target).height)} px high: ` + name(e));
  }

  const light = (c) => c.map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const judged = new Set();
  while (texts.nextNode()) {
    const e = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || judged.has(e) || !seen(e)) continue;
    judged.add(e);
    const style = getComputedStyle(e);
    const [one, two] = [light(parse(style.color).slice(0, 3)), light(behind(e))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.6 && parseInt(style.fontWeight, 10) >= 700);
    if (ratio < (large ? 3 : rules.contrast))
      found.push(`contrast ${ratio.toFixed(1)}: ` + name(e));
  }
  return found;
}"""

_TO_BE_REACHED = """() => {
  const fields = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  // Tab stops once at a group of choices: at what is chosen, else at the first; arrows do the rest.
  const group = (e) => [...document.querySelectorAll('input[type=radio]')]
    .filter((one) => one.name === e.name && one.form === e.form);
  const stop = (e) => group(e).find((one) => one.checked) ?? group(e)[0];
  return [...document.querySelectorAll(fields)]
    .filter((e) => e.type !== 'radio' || e === stop(e))
    .filter((e) => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0)
    .map((e, at) => { e.dataset.at = at; return at; });
}"""

_FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  if (e === document.body) return null;
  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return [e.dataset.at ?? '', shown];
}"""


@dataclass
class Eyes:
    """One person's browser. `complaints` is what its console said against a page."""

    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("page", self._watch)

    def _watch(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        """A page that answers 404 or 422 is itself in order; the browser names its status."""
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def open(self, url: str) -> Page:
        page = self.context.new_page()
        page.goto(url)
        return page


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, folded parts as well."""
    folded = "details:not([open])"
    page.evaluate(
        f"window.folded = [...document.querySelectorAll('{folded}')];"
        "folded.forEach((d) => { d.open = true; })"
    )
    found: list[str] = page.evaluate(_FAULTS, {"target": TARGET, "contrast": CONTRAST})
    page.evaluate("folded.forEach((d) => { d.open = false; })")
    return found


def keyboard_faults(page: Page) -> list[str]:
    """What the Tab key does not reach, or reaches unseen."""
    wanted = {str(at) for at in page.evaluate(_TO_BE_REACHED)}
    reached: dict[str, bool] = {}
    page.evaluate("document.activeElement.blur()")
    for _ in range(len(wanted) + 4):
        page.keyboard.press("Tab")
        focused: Any = page.evaluate(_FOCUSED)
        if focused is not None:
            reached[focused[0]] = focused[1]
    missed = [f"not reached: {at}" for at in sorted(wanted - set(reached))]
    return missed + [f"reached unseen: {at}" for at, shown in reached.items() if at and not shown]

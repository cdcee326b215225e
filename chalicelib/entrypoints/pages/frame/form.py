"""A posted form: what was typed, and its fingerprint."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl

from chalicelib.domain.todos.todos import TodoRef

LONGEST = 1_000_000  # bytes of a whole form
LONGEST_FIELD = 10_000  # characters of a field, so that all of a case's fields fit one item
MOST_FIELDS = 1_000
KEPT = "kept"  # the field that names the kept form of which this one was made
_NOT_TYPED = frozenset(
    {"revision", "case", "action", "csrf", "warned", "group", "draft", "training", KEPT}
)


class FormError(Exception):
    """The form cannot be accepted. `problems` are keys that the page puts into words."""

    def __init__(self, *problems: str) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Form:
    """A posted form. `key` is its fingerprint, which is the same whenever the form is posted."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, body: bytes, most: int = MOST_FIELDS) -> Form:
        """Raises FormError if the body is far too long, or has more than `most` fields."""
        if len(body) > LONGEST or body.count(b"&") >= most:
            raise FormError("too_long")
        pairs = parse_qsl(body.decode("latin-1"), keep_blank_values=True, errors="replace")
        return cls(tuple((k, v.replace("\r\n", "\n").strip()) for k, v in pairs))

    @cached_property
    def _first(self) -> dict[str, str]:
        """The first value of each name."""
        return dict(reversed(self.pairs))

    def get(self, name: str) -> str:
        return self._first.get(name, "")

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name and value)

    def has(self, name: str) -> bool:
        """Whether the form asks for it at all, also if it was left empty. A box that is not ticked
        is not posted, so that the form posts its name once without a value."""
        return name in self._first

    def ticked(self, name: str) -> bool:
        return self.get(name) == "yes"

    @property
    def has_a_long_field(self) -> bool:
        return any(len(value) > LONGEST_FIELD for _, value in self.pairs)

    @property
    def typed(self) -> list[str]:
        """What a person typed or chose, to be shown to them again if it could not be accepted."""
        return [v for k, v in self.pairs if v and k not in _NOT_TYPED]

    @property
    def as_typed(self) -> tuple[tuple[str, str], ...]:
        """All of it but what belongs to one session and one sending."""
        return tuple((k, v) for k, v in self.pairs if k not in ("csrf", KEPT))

    @property
    def revision(self) -> int:
        said = self.get("revision")
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0

    @property
    def key(self) -> str:
        return hashlib.sha256(repr(self.pairs).encode("utf-8", "backslashreplace")).hexdigest()

    def key_at(self, ref: TodoRef) -> str:
        """The form's fingerprint for this to-do on the office's pages; it differs by person."""
        at = f"{ref.subject}|{ref.todo}|{ref.about}|{ref.who}|{self.key}"
        return hashlib.sha256(at.encode()).hexdigest()


NO_FORM = Form(())

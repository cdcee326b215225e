"""Everything that is wrong with a configuration, reported at once."""

from __future__ import annotations


class ConfigurationError(Exception):
    """An unusable configuration. `problems` lists everything wrong: "file:line: what is wrong"."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Problems:
    """Collects problems so that they can be reported together."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, place: str, what: str) -> None:
        """Adds a problem. `place` is "file:line", or only the file if it has no line."""
        self._found.append(f"{place}: {what}")

    @property
    def count(self) -> int:
        return len(self._found)

    def stop_if_any(self) -> None:
        """Raises ConfigurationError if there are any problems."""
        if self._found:
            raise ConfigurationError(tuple(self._found))

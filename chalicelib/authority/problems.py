"""What is wrong with a configuration, all of it at once."""

from __future__ import annotations


class ConfigurationError(Exception):
    """A configuration that cannot be used. `problems` has every one: "file:line: what is wrong"."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Problems:
    """Collects problems, so that one start of the program shows them all."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, place: str, what: str) -> None:
        """`place` is "file:line", or the file alone where no line is to blame."""
        self._found.append(f"{place}: {what}")

    @property
    def count(self) -> int:
        return len(self._found)

    def stop_if_any(self) -> None:
        """Raises ConfigurationError if something was found."""
        if self._found:
            raise ConfigurationError(tuple(self._found))

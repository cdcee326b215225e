"""Authorities read beforehand: `python -m chalicelib.authority.ready` writes each beside its files.

Done once when the functions are packaged (infra/package.py), so that none of them parses, checks
and builds at every start what cannot change any more. Elsewhere there is no such file.
"""

from __future__ import annotations

import pickle
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.domain.authority.authority import Authority
    from chalicelib.domain.time.working_time import Calendar

_HERE = Path(__file__).parent
_FILE = "ready.pickle"


@cache
def read(authority_id: str) -> tuple[Authority, Calendar] | None:
    """A shipped authority and its calendar; None if it was not read beforehand."""
    file = _HERE / authority_id / _FILE
    if not file.is_file():
        return None
    found: tuple[Authority, Calendar] = pickle.loads(file.read_bytes())  # noqa: S301  our own
    return found


def main() -> None:
    """Raises ConfigurationError if one of them cannot be read: it must not be packaged."""
    from chalicelib.authority import loader

    for file in sorted(_HERE.glob("*/authority.yaml")):
        read = loader.read(file.parent.name)
        found = read.authority, read.calendar
        file.with_name(_FILE).write_bytes(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main()

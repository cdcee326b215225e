"""What dataclasses generate, compiled once when the functions are packaged.

A dataclass writes its methods as text, which Python compiles whenever the class is made: a quarter
of a cold start (docs/decisions/0024-a-quick-start.md). `python -m chalicelib.generated` puts the
code of those texts on file. Where there is no such file, or it is another Python's, and for each
text that is not in it, all goes as ever.
"""

from __future__ import annotations

import builtins
import dataclasses
import marshal
from importlib import import_module
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from pkgutil import walk_packages
from types import CodeType
from typing import Any

_FILE = Path(__file__).with_name("generated.bin")
_AS_THE_SAME = 2  # the version of marshal's format in which the same code makes the same bytes

_dataclasses: Any = dataclasses  # `exec` in it hides the builtin one


def use() -> None:
    """From now on, for each dataclass that is made."""
    if not _FILE.is_file():
        return
    magic, code = MAGIC_NUMBER, _FILE.read_bytes()
    if code[: len(magic)] != magic:
        return
    known: dict[str, CodeType] = marshal.loads(code[len(magic) :])  # noqa: S302  our own package

    def execute(text: str, *where: Any) -> None:
        builtins.exec(known.get(text, text), *where)  # noqa: S102  as dataclasses does

    _dataclasses.exec = execute


def main() -> None:
    """Puts on file what all modules of the product generate."""
    found: dict[str, CodeType] = {}

    def execute(text: str, *where: Any) -> None:
        found[text] = compile(text, "<string>", "exec")
        builtins.exec(found[text], *where)  # noqa: S102  as above

    _dataclasses.exec = execute
    import chalicelib

    for module in walk_packages(chalicelib.__path__, "chalicelib."):
        import_module(module.name)
    content = marshal.dumps(dict(sorted(found.items())), _AS_THE_SAME)
    _FILE.write_bytes(MAGIC_NUMBER + content)


if __name__ == "__main__":
    main()

"""`python -m infra.authority VERB`: an authority's settings as files.

`export FOLDER` writes those that hold, `import FOLDER` makes another version of a folder's files,
`check` says whether this release can read those that hold, which has to be known before it is
deployed, and packs them for its functions. `import` without a folder takes the shipped ones: the
first version of a new body.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib import settings, wiring
from chalicelib.authority.documents import NAMES
from chalicelib.domain.authority.problems import ConfigurationError
from chalicelib.settings import SettingsError
from chalicelib.usecases.ports.settings import Files, Packed
from chalicelib.usecases.settings import changing
from chalicelib.usecases.settings.changing import StaleVersionError
from chalicelib.usecases.settings.live import files_of
from infra import stage

BY = "lệnh settings-import"  # who the version is by: a command has no id
_BROKEN = (BotoCoreError, ClientError, PynamoDBException)


class CannotError(Exception):
    """Why it was not done, as one sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line says. The process's exit code: 1 if the files have to be
    corrected, 2 if it could not be done."""
    given = _parsed(arguments)
    try:
        if given.stack:
            stage.point_at(given.stack, given.profile)
        _VERBS[given.verb](given)
    except ConfigurationError as error:
        return _complain(str(error), 1)
    except StaleVersionError:
        return _complain("Somebody else has saved a version meanwhile: export, look, try again.")
    except (CannotError, SettingsError) as reason:
        return _complain(str(reason))
    except _BROKEN as error:
        if given.first and _is_not_there(error):
            return 0
        return _complain(f"Not done: {error}")
    return 0


def _is_not_there(error: Exception) -> bool:
    """Whether the stack is still to be made."""
    return isinstance(error, ClientError) and "does not exist" in str(error)


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.authority", description=__doc__)
    parser.add_argument("verb", choices=sorted(_VERBS))
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--reason", default="", help="why, for the list of versions")
    parser.add_argument(
        "--first", action="store_true", help="import: only the first one; check: none is no fault"
    )
    parser.add_argument("--stack", default="", help="the stage's stack; none: the environment says")
    parser.add_argument("--profile", default="", help="the aws command's, of account and region")
    return parser.parse_args(arguments)


def _export(given: argparse.Namespace) -> None:
    if given.folder is None:
        raise CannotError("Say into which folder: FILE=…")
    number, files = _that_hold()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (given.folder / name).write_text(text, "utf-8")
    _say(f"Version {number}: {', '.join(files)} in {given.folder}.")


def _import(given: argparse.Namespace) -> None:
    authority, reader = settings.current().authority, wiring.settings_files()
    store = wiring.store()
    number = store.settings.newest(authority)
    if number and given.first:
        return
    files = _read(given.folder) if given.folder else reader.shipped(authority)
    if given.folder is None and number:
        raise CannotError("There are settings already; the shipped ones do not replace them.")
    version = changing.put(
        store, reader, authority, files, after=number, by=BY, reason=given.reason, now=wiring.now()
    )
    _say(f"Version {version.number} holds; running functions go by it within half a minute.")


def _read(folder: Path) -> Files:
    found = {name: folder / name for name in NAMES if (folder / name).is_file()}
    if not found:
        raise CannotError(f"There is none of {', '.join(NAMES)} in {folder}.")
    return {name: path.read_text("utf-8") for name, path in found.items()}


def _check(given: argparse.Namespace) -> None:
    authority, reader = settings.current().authority, wiring.settings_files()
    if given.first and not wiring.store().settings.newest(authority):
        return
    number, files = _that_hold()
    made = reader.read(authority, files)
    packed = Packed(number, reader.release, reader.pack(made))
    wiring.store().settings.keep_packed(authority, packed)
    _say(f"This release can read version {number}.")


def _that_hold() -> tuple[int, Files]:
    authority, store = settings.current().authority, wiring.store()
    number = store.settings.newest(authority)
    if not number:
        raise CannotError(
            "There are no settings yet: make settings-import makes the first version."
        )
    return number, files_of(store.settings, authority, number)


_VERBS = {"export": _export, "import": _import, "check": _check}


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _complain(sentence: str, code: int = 2) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())

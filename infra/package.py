"""Finishes what `chalice package` has written: `python -m infra.package FOLDER`.

Chalice packs sources alone. On Lambda the disk is read-only, so that every start would compile them
anew; here their bytecode joins them, and that of what dataclasses generate. And two libraries bring
what they say of some hundreds of services; here they are cut to the few in use. Why:
docs/decisions/0024-a-quick-start.md.
"""

from __future__ import annotations

import compileall
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any, get_args

import yaml

from chalicelib import settings
from chalicelib.aws import Service

ROOT = Path(__file__).resolve().parent.parent
LAYERS = (
    ROOT / ".build/finished"
)  # they take some seconds to finish, and change with the pins alone
TEMPLATE = "sam.yaml"
FUNCTION, LAYER = "deployment.zip", "layer-deployment.zip"
UNPACKED = {FUNCTION: "/var/task", LAYER: "/opt"}  # where Lambda does it; tracebacks say so
MOST_BYTES = 20_000_000  # of both zips together: what a start has to fetch and to unpack

SITE = "python/lib/*/site-packages"  # of the layer
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
# Of the folders that lie in these of the layer, only these travel.
IN_USE = {
    "botocore/data": get_args(Service),
    "Crypto": ("Cipher", "Random", "Util"),
    "twilio/rest": ("api",),
}
# Of the modules in these, only what one cipher in one mode imports.
MODULES_IN_USE = {
    "Crypto/Cipher": (
        *("__init__", "AES", "_mode_cbc", "_state_machine"),
        *("_raw_aes", "_raw_aesni", "_raw_aes_armv8", "_raw_cbc"),
    ),
    "Crypto/Random": ("__init__",),
    "Crypto/Util": (
        *("__init__", "Padding", "_cpu_features", "_cpuid_c", "_file_system", "_raw_api"),
    ),
}
OF_PYTHON_2 = ("/site-packages/olefile/olefile2.py",)  # which cannot even be compiled
# Of what a service can do, what a start reads and the product does not ask for stays away; by the
# service's own name. Those not named here keep everything.
OPERATIONS = {
    "SSM": ("GetParameters",),
    "DynamoDB": (
        *("BatchGetItem", "DeleteItem", "DescribeTable", "GetItem", "PutItem", "Query"),
        *("TransactGetItems", "TransactWriteItems", "UpdateItem"),
    ),
}
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # so that the same content makes the same zip


class CannotPackageError(Exception):
    """Why this must not go to AWS, as one sentence for the person who packages."""


def finish(folder: Path) -> None:
    """Replaces the zips in `folder` by what goes to AWS.

    Raises CannotPackageError if the functions are to run on another Python than this one, which
    would not read its bytecode, or if both zips together have more than MOST_BYTES.
    """
    _refuse_another_python(folder / TEMPLATE)
    function, layer = folder / FUNCTION, folder / LAYER
    function.write_bytes(finished(function, UNPACKED[FUNCTION]))
    layer.write_bytes(_finished_once(layer))
    size = function.stat().st_size + layer.stat().st_size
    if size > MOST_BYTES:
        raise CannotPackageError(
            f"The package has {size / 1e6:.1f} MB, but {MOST_BYTES / 1e6:.0f} are the most: "
            "leave out what is not used (IN_USE in infra/package.py)."
        )


def _refuse_another_python(template: Path) -> None:
    resources = yaml.safe_load(template.read_text("utf-8"))["Resources"].values()
    runtimes = {resource.get("Properties", {}).get("Runtime", PYTHON) for resource in resources}
    if runtimes != {PYTHON}:
        raise CannotPackageError(
            f"The functions run on {' and '.join(sorted(runtimes))}, but this is {PYTHON}, whose "
            "bytecode they cannot read: PYTHON=… chooses another for a new .venv."
        )


def _finished_once(layer: Path) -> bytes:
    """The finished layer, made once for each content, recipe and interpreter."""
    recipe = f"{sys.version}{IN_USE}{Path(__file__).read_text('utf-8')}".encode()
    made = LAYERS / f"{hashlib.sha256(layer.read_bytes() + recipe).hexdigest()[:16]}.zip"
    if not made.exists():
        LAYERS.mkdir(parents=True, exist_ok=True)
        part = made.with_suffix(f".{os.getpid()}")
        part.write_bytes(finished(layer, UNPACKED[LAYER]))
        part.rename(made)
    return made.read_bytes()


def finished(archive: Path, unpacked: str) -> bytes:
    """The zip cut to what is used, with the bytecode of all its sources. `unpacked` is the folder
    in which Lambda will unpack it."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(folder, [name for name in packed.namelist() if is_used(name)])
        _shorten(Path(folder))
        _read_authorities(Path(folder))
        _generate(Path(folder))
        _compile(folder, unpacked)
        content = Path(folder, "finished.zip")
        _pack(Path(folder), content)
        return content.read_bytes()


def is_used(name: str) -> bool:
    """Whether a file travels. Bytecode that lay about does not, for it goes by the time of a source
    that unpacking has changed; nor does what is of another Python."""
    if name.endswith((".pyc", *OF_PYTHON_2)):
        return False
    for place, used in IN_USE.items():
        folder, is_folder, _ = _inside(name, place).partition("/")
        if is_folder and folder not in used:
            return False
    for place, used in MODULES_IN_USE.items():
        module = _inside(name, place).partition(".")[0]
        if module and module not in used:
            return False
    return True


def _inside(name: str, place: str) -> str:
    """A file's name within this folder of the layer; "" if it lies elsewhere."""
    return name.partition(f"/site-packages/{place}/")[2]


def _shorten(folder: Path) -> None:
    """Leaves out of AWS's descriptions what a client reads at every start and does not use: the
    words for people, and where the services are that are not in use."""
    models = list(folder.glob(f"{SITE}/botocore/data/*/*/service-2.json.gz"))
    places = set()
    for file in models:
        model = _of_use(_without_words(json.loads(gzip.decompress(file.read_bytes()))))
        places.add(model["metadata"]["endpointPrefix"])
        file.write_bytes(gzip.compress(_said(model), mtime=0))
    for file in folder.glob(f"{SITE}/botocore/data/endpoints.json"):
        everywhere = json.loads(file.read_bytes())
        for partition in everywhere["partitions"]:
            services = partition["services"]
            partition["services"] = {n: services[n] for n in sorted(places & services.keys())}
        file.write_bytes(_said(everywhere))


def _of_use(model: dict[str, Any]) -> dict[str, Any]:
    """A model with the operations in use alone, and what they speak of."""
    used = OPERATIONS.get(model["metadata"].get("serviceId", ""), ())
    operations = {name: model["operations"][name] for name in used}
    if not operations:
        return model
    shapes: dict[str, Any] = {}
    waiting = _spoken_of(operations)
    while waiting:
        name = waiting.pop()
        if name not in shapes:
            shapes[name] = model["shapes"][name]
            waiting |= _spoken_of(shapes[name])
    return {**model, "operations": operations, "shapes": shapes}


def _spoken_of(model: Any) -> set[str]:
    """The names of the shapes that a part of a model refers to."""
    if isinstance(model, list):
        return set().union(*map(_spoken_of, model))
    if not isinstance(model, dict):
        return set()
    name = model.get("shape")
    own = {name} if isinstance(name, str) else set()
    return own.union(*map(_spoken_of, model.values()))


def _without_words(model: Any) -> Any:
    """A model whose documentation says nothing. It stays a text, since botocore asks for it; a
    member that has this name is none."""
    if isinstance(model, dict):
        return {key: _silent(key, value) for key, value in model.items()}
    return [_without_words(value) for value in model] if isinstance(model, list) else model


def _silent(key: str, value: Any) -> Any:
    is_words = key == "documentation" and isinstance(value, str)
    return "" if is_words else _without_words(value)


def _said(description: Any) -> bytes:
    return json.dumps(description, separators=(",", ":")).encode()


def _read_authorities(folder: Path) -> None:
    """By the product itself, which also names what it reads them by."""
    if (folder / "chalicelib/authority").exists():
        _by_itself(folder, "chalicelib.authority.release", "An authority cannot be read")


def _generate(folder: Path) -> None:
    """What its dataclasses generate. To import all of it takes settings, but makes nothing."""
    if (folder / "chalicelib/generated.py").exists():
        any_settings = dict.fromkeys(settings.REQUIRED.values(), "-")
        _by_itself(folder, "chalicelib.generated", "A module cannot be imported", **any_settings)


def _by_itself(folder: Path, module: str, problem: str, **environment: str) -> None:
    """Runs a module of the product on the packaged sources."""
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-B", "-m", module],
        cwd=folder,
        env={"PYTHONHASHSEED": "0", **environment},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotPackageError(f"{problem}: {done.stderr.strip()}")


def _compile(folder: str, unpacked: str) -> None:
    """By hash and unchecked: Python then asks neither for the source nor for its time."""
    done = compileall.compile_dir(
        folder,
        quiet=1,
        stripdir=folder,
        prependdir=unpacked,
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    if not done:
        raise CannotPackageError("Some sources could not be compiled; what is above says which.")


def _pack(folder: Path, archive: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for file in files:
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16  # the functions' own user has to read it
            made.writestr(entry, file.read_bytes())


def main() -> int:
    """Finishes the folder that the command line names; the process's exit code."""
    try:
        finish(Path(sys.argv[1]))
    except CannotPackageError as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Who may know whom: entrypoints → usecases → domain; the world is reached through ports alone."""

import ast
import subprocess
import sys
from collections import Counter

import pytest

from tests.structure.sources import ROOT, below, imports, modules

DOMAIN, USECASES = "chalicelib.domain", "chalicelib.usecases"
STORE, PROVIDERS = "chalicelib.store", "chalicelib.providers"
ENTRYPOINTS = "chalicelib.entrypoints"
URLS = "chalicelib.urls"
SHARED = ("chalicelib.observe", "chalicelib.settings")
TEMPLATING = "chalicelib.templating"
AWS = "chalicelib.aws"
GENERATED = "chalicelib.generated"  # it imports all there is, to write down what that generates

# Each room, and the rooms of the product that it may know. `wiring` alone joins everything.
KNOWS = {
    DOMAIN: (DOMAIN,),
    USECASES: (USECASES, DOMAIN, URLS, "chalicelib.observe"),
    STORE: (STORE, DOMAIN, f"{USECASES}.ports", AWS, *SHARED),
    PROVIDERS: (PROVIDERS, DOMAIN, f"{USECASES}.ports", TEMPLATING, AWS, *SHARED),
    "chalicelib.authority": ("chalicelib.authority", f"{USECASES}.ports", DOMAIN),
    ENTRYPOINTS: (
        *(ENTRYPOINTS, PROVIDERS, USECASES, DOMAIN, TEMPLATING),
        *("chalicelib.wiring", "chalicelib", URLS, *SHARED),
    ),
    "app": (ENTRYPOINTS, GENERATED, "chalicelib"),
}
# Inside a room: its own rooms in order. Each knows only those before it.
ORDER = {
    DOMAIN: (
        "formats time authority understanding calls case dialogue todos notifications transitions "
        "deadlines reports"
    ),
    USECASES: (
        "ports services messages retrying outgoing commit todos afterwards looks files calls texts "
        "hand delivery office schedules settings reports"
    ),
    STORE: "dynamo sending citizens case office",
    PROVIDERS: "time_source front_door downloads contents aws gateways twilio",
}
# What the world has, and the only rooms that may touch it.
WORLD = {
    "chalice": ("app", ENTRYPOINTS),
    "pynamodb": (STORE,),
    "botocore": (AWS, PROVIDERS, STORE),
    "twilio": (PROVIDERS,),
    "Crypto": (f"{PROVIDERS}.gateways",),
    "standardwebhooks": (f"{PROVIDERS}.gateways",),
    "requests": (PROVIDERS,),
    "pypdf": (f"{PROVIDERS}.contents",),
    "olefile": (f"{PROVIDERS}.contents",),
    "jinja2": (TEMPLATING,),
    "pyotp": (f"{USECASES}.office.one_time",),  # it computes, and touches nothing
    "segno": (f"{ENTRYPOINTS}.pages",),
    "markupsafe": (f"{ENTRYPOINTS}.pages",),
    "yaml": ("chalicelib.authority",),
    "ruamel": ("chalicelib.authority.editing",),
    "msgspec": (STORE, PROVIDERS, "chalicelib.authority"),
}


def within(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize("module", below(DOMAIN))
def test_the_domain_imports_the_standard_library_and_itself_alone(module):
    foreign = {name for name in imports(module) if not within(name, (DOMAIN, "chalicelib"))}
    assert {name.split(".")[0] for name in foreign} <= sys.stdlib_module_names


@pytest.mark.parametrize("room", KNOWS)
def test_a_room_knows_only_the_rooms_it_may_know(room):
    strangers = {
        (module, name)
        for module in below(room)
        for name in imports(module)
        if name.split(".")[0] in ("chalicelib", "app") and not _is_known(name, KNOWS[room])
    }
    assert not strangers


@pytest.mark.parametrize("room", ORDER)
def test_the_rooms_inside_a_room_stand_in_order(room):
    order = ORDER[room].split()
    inner = {m.split(".")[2] for m in below(room) if m != room}
    assert inner == set(order)
    backwards = {
        (module, name)
        for module in below(room)
        for name in imports(module)
        if name.startswith(f"{room}.") and module != room
        if order.index(name.split(".")[2]) > order.index(module.split(".")[2])
    }
    assert not backwards


def _is_known(name: str, rooms: tuple[str, ...]) -> bool:
    """`chalicelib` itself is an empty room: who may know it may not know what is in it."""
    return name in rooms or within(name, tuple(r for r in rooms if r != "chalicelib"))


@pytest.mark.parametrize("package", WORLD)
def test_the_world_is_touched_only_where_it_may_be(package):
    touching = {m for m in modules() if any(within(n, (package,)) for n in imports(m))}
    assert {m for m in touching if not within(m, WORLD[package])} == set()


def test_every_package_from_elsewhere_has_its_rooms_named_here():
    outside = {name.split(".")[0] for module in modules() for name in imports(module)}
    outside -= {*sys.stdlib_module_names, "chalicelib", "app"}
    assert outside <= set(WORLD)


def test_every_room_is_named_here():
    rooms = {".".join(name.split(".")[:2]) for name in modules()}
    alone = {"chalicelib", "chalicelib.wiring", TEMPLATING, AWS, GENERATED, URLS, *SHARED}
    assert rooms - alone == set(KNOWS)


HEAVY = (
    "boto3 botocore twilio jinja2 pynamodb requests urllib3 msgspec yaml phonenumbers holidays "
    "moto cryptography sqlite3 xml.etree asyncio email.mime pypdf olefile zipfile Crypto"
)


def in_a_new_process(code: str) -> str:
    """Run with nothing in the environment but what must be there."""
    whole = f"from tests.support import environment\n{code}"
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", whole], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_functions_brings_nothing_heavy():
    loaded = in_a_new_process("import sys, app\nprint(*sys.modules)").split()
    assert [name for name in HEAVY.split() if name in loaded] == []


def test_importing_makes_no_client_reads_no_secret_and_opens_no_connection():
    everything = [name for name in modules() if name != "app"]
    code = f"""
import socket, botocore.session, importlib
def never(*_, **__):
    raise SystemExit("something was made at import")
botocore.session.Session.create_client = never
socket.socket.connect = socket.create_connection = never
import app
for name in {everything!r}:
    importlib.import_module(name)
from chalicelib import wiring
from chalicelib.store.dynamo import tables
assert wiring.live.cache_info().currsize == wiring._store.cache_info().currsize == 0
assert wiring.keys.cache_info().currsize == 0
assert tables.connection.cache_info().currsize == 0
print("nothing was made")
"""
    assert in_a_new_process(code).strip() == "nothing was made"


def test_importing_the_functions_reads_no_setting():
    code = "import os\nos.environ.clear()\nimport app\nprint('imported')"
    assert in_a_new_process(code).strip() == "imported"


UNCONFIRMED = {"given", "named", "contact"}  # of an identity: numbers that no officer has saved


@pytest.mark.parametrize(
    "room", ["chalicelib.usecases.delivery", "chalicelib.usecases.calls.result"]
)
def test_what_texts_and_rings_people_knows_no_number_that_nobody_has_confirmed(room):
    nodes = (node for module in below(room) for node in ast.walk(modules()[module]))
    assert not UNCONFIRMED & {node.attr for node in nodes if isinstance(node, ast.Attribute)}


MOST_MODULES = 12


def test_no_room_is_crowded():
    """Whoever opens a folder sees at a glance what is in it."""
    folders = Counter(file.parent for file in (ROOT / "chalicelib").rglob("*.py"))
    crowded = {str(f.relative_to(ROOT)): n for f, n in folders.items() if n - 1 > MOST_MODULES}
    assert crowded == {}

"""How a message is understood: each room builds on those before it, and none on one after it."""

import pytest

from tests.structure.sources import below, imports

UNDERSTANDING = "chalicelib.domain.understanding"
EXTRACTION = f"{UNDERSTANDING}.extraction"
LANGUAGE = f"{UNDERSTANDING}.language"
CLASSIFICATION, SUGGESTION = f"{UNDERSTANDING}.classification", f"{UNDERSTANDING}.suggestion"

KNOWS = {
    LANGUAGE: (LANGUAGE,),
    EXTRACTION: (EXTRACTION, LANGUAGE),
    CLASSIFICATION: (CLASSIFICATION, LANGUAGE),
    SUGGESTION: (CLASSIFICATION, LANGUAGE),
}


@pytest.mark.parametrize("room", KNOWS)
def test_each_room_knows_only_those_it_builds_on(room: str) -> None:
    known = {name for other in KNOWS[room] for name in below(other)}
    used = {(m, name) for m in below(room) for name in imports(m) if name in below(UNDERSTANDING)}
    assert {(module, name) for module, name in used if name not in known} == set()


@pytest.mark.parametrize("room", KNOWS)
def test_no_two_modules_of_a_room_import_each_other(room: str) -> None:
    modules = below(room)
    pairs = [(a, b) for a in modules for b in modules if a < b]
    assert [(a, b) for a, b in pairs if a in imports(b) and b in imports(a)] == []

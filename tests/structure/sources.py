"""The product's sources, read once: what each module imports and says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ROOT / "chalicelib"


@cache
def modules() -> dict[str, ast.Module]:
    """Every module that is deployed, by its dotted name."""
    paths = [ROOT / "app.py", *sorted(PRODUCT.rglob("*.py"))]
    return {_name(path): ast.parse(path.read_text("utf-8"), str(path)) for path in paths}


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def below(package: str) -> list[str]:
    """The modules of a package, itself among them."""
    return [name for name in modules() if name == package or name.startswith(f"{package}.")]


def imports(module: str, *, lazy: bool = True) -> set[str]:
    """What a module imports, dotted; without the imports inside functions when `lazy` is False.
    Imports for the type checker alone do not count."""
    found: set[str] = set()
    for node in _nodes(modules()[module], lazy=lazy):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports are not used"
            source = node.module or ""
            whole = {f"{source}.{alias.name}" for alias in node.names}
            found |= {name if name in modules() else source for name in whole}
    return found


def _nodes(tree: ast.AST, *, lazy: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if not lazy and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        yield node
        yield from _nodes(node, lazy=lazy)


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the strings that stand alone: docstrings, and comments in their form."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }

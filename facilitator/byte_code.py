"""Byte code of this program and of large libraries without what only readers need, written once by the set-up.

    python -X no_debug_ranges -m facilitator.byte_code

A sixth of SQLAlchemy in memory is docstrings, annotations of functions, variants for type checkers and assertions:
3.5 MB of a laptop that has little. `python -OO` takes the first and the last away only, and from every library, also
from those that read them. What is written here lies where Python looks for byte code anyway and is dated like it: a
file that changes is compiled as always. The option leaves out in which columns of a line a piece of code stands.
"""

from __future__ import annotations

import ast
import contextlib
import marshal
import os
from collections.abc import Iterable, Iterator
from importlib.util import MAGIC_NUMBER, cache_from_source, find_spec
from pathlib import Path
from types import CodeType
from typing import TypeVar

NAMES = ("facilitator", "sqlalchemy", "typing_extensions")
"""What stays in memory while somebody works, and is not asked for its docstrings."""

_WITHOUT_ASSERTIONS = 1
"""For `compile`; SQLAlchemy asserts that its functions have docstrings."""


def make(names: Iterable[str] = NAMES) -> None:
    """Write the byte code of those packages and modules; raises ModuleNotFoundError where one is missing, OSError."""
    for name in names:
        for source in _sources(name):
            write(source)


def write(source: Path) -> None:
    """Write the byte code of one module. Raises OSError where that cannot be, SyntaxError where it is no Python."""
    target = Path(cache_from_source(str(source)))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        draft.write_bytes(_header(source) + marshal.dumps(_compiled(source)))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _sources(name: str) -> Iterator[Path]:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    origin = Path(spec.origin)
    return origin.parent.rglob("*.py") if spec.submodule_search_locations else iter([origin])


def _header(source: Path) -> bytes:
    """What Python compares with the source before it takes the byte code (PEP 552, "timestamp-based")."""
    known = source.stat()
    numbers = (0, int(known.st_mtime), known.st_size)
    return MAGIC_NUMBER + b"".join((number & 0xFFFFFFFF).to_bytes(4, "little") for number in numbers)


def _compiled(source: Path) -> CodeType:
    tree = _Leaner().visit(ast.parse(source.read_bytes(), str(source)))
    code: CodeType = compile(tree, str(source), "exec", dont_inherit=True, optimize=_WITHOUT_ASSERTIONS)
    return code


class _Leaner(ast.NodeTransformer):
    """Takes away docstrings, and what functions say to type checkers.

    What a class says of its attributes stays: it may be read. So does the docstring of a class that something makes
    more of: a dataclass without one writes its own, which takes as long as all the rest of it. And so do annotations
    of a function that is decorated (`functools.singledispatch` goes by them).
    """

    def visit_Module(self, node: ast.Module) -> ast.AST:
        return self.generic_visit(_without_docstring(node))

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self.generic_visit(node if node.decorator_list else _without_docstring(node))

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        if any(_is_overload(each) for each in node.decorator_list):
            return ast.copy_location(ast.Pass(), node)
        if not node.decorator_list:
            node.returns = None
            for each in _arguments(node.args):
                each.annotation = None
        return self.generic_visit(_without_docstring(node))

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self.visit_FunctionDef(node)


Node = TypeVar("Node", ast.Module, ast.ClassDef, ast.FunctionDef | ast.AsyncFunctionDef)


def _without_docstring(node: Node) -> Node:
    first = node.body[0] if node.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        rest = node.body[1:]
        node.body = rest if rest or isinstance(node, ast.Module) else [ast.copy_location(ast.Pass(), first)]
    return node


def _arguments(of: ast.arguments) -> Iterator[ast.arg]:
    yield from (*of.posonlyargs, *of.args, *of.kwonlyargs)
    yield from (each for each in (of.vararg, of.kwarg) if each is not None)


def _is_overload(decorator: ast.expr) -> bool:
    return "overload" in (getattr(decorator, "id", ""), getattr(decorator, "attr", ""))


if __name__ == "__main__":
    with contextlib.suppress(OSError):  # a folder that may not be written to: the program only takes more memory
        make()

"""Byte code without what only readers need: the same program, and Python takes it as its own."""

from __future__ import annotations

import importlib
import marshal
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from facilitator import byte_code

SOURCE = '''
"""A module."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import singledispatch
from typing import Any, NamedTuple, overload


class Place(NamedTuple):
    """A place."""

    name: str
    people: int = 0


@dataclass
class Person:
    """A person."""

    name: str


class OnlyVariants:
    """Nothing else."""

    if typing.TYPE_CHECKING:

        @overload
        def answer(self, question: str) -> str: ...

    @typing.overload
    def size(self, of: int) -> int: ...

    def size(self, of: Any, *more: int, scale: float = 2.0, **rest: Any) -> Any:
        """How large it is."""

        def inner(number: int) -> int:
            return number

        assert of, "nothing"
        return inner(of) * scale + sum(more) + len(rest)


@singledispatch
def kind(of: Any) -> str:
    return "something"


@kind.register
def _(of: int) -> str:
    return "a number"


async def later(of: str, /) -> str:
    return of
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module above, run from the byte code that was written for it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.delitem(sys.modules, "a_lean_module", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "a_lean_module.py").write_text(SOURCE, encoding="utf-8")
    byte_code.make(["a_lean_module"])
    return importlib.import_module("a_lean_module")


def test_what_only_readers_need_is_gone(module: ModuleType) -> None:
    size = module.OnlyVariants.size
    assert (module.__doc__, size.__doc__, size.__annotations__) == (None, None, {})
    assert module.later.__annotations__ == {}
    assert not hasattr(module.OnlyVariants, "answer")
    assert module.OnlyVariants.__doc__ is None
    assert "nothing" not in size.__code__.co_consts


def test_it_does_the_same(module: ModuleType) -> None:
    assert module.OnlyVariants().size(3, 1, 1, scale=3.0, why="") == 12.0
    assert module.OnlyVariants().size(0) == 0
    assert module.Place("Nimit") == ("Nimit", 0)
    assert (module.kind(1), module.kind("1")) == ("a number", "something")
    assert module.Place.__annotations__.keys() == {"name", "people"}


def test_a_dataclass_keeps_its_docstring(module: ModuleType) -> None:
    """It would write one itself, for as much time as the rest of it takes."""
    assert module.Person.__doc__ == "A person."


def test_lines_are_still_told(module: ModuleType) -> None:
    with pytest.raises(TypeError) as caught:
        module.OnlyVariants().size(2, "three")
    assert SOURCE.splitlines()[caught.traceback[-1].lineno].strip().startswith("return inner(of)")


def test_a_file_that_changes_is_compiled_as_always(tmp_path: Path) -> None:
    source = tmp_path / "changing.py"
    source.write_text('"""Before."""\n', encoding="utf-8")
    byte_code.write(source)
    source.write_text('"""Afterwards, longer."""\n', encoding="utf-8")
    question = "import changing; print(changing.__doc__)"
    told = subprocess.run([sys.executable, "-c", question], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert told.stdout == "Afterwards, longer.\n"


def test_a_package_is_written_with_all_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "a_lean_package" / "inner"
    inner.mkdir(parents=True)
    for folder in (inner.parent, inner):
        (folder / "__init__.py").write_text('"""A folder."""\nnumber = 1\n', encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    byte_code.make(["a_lean_package"])
    for folder in (inner.parent, inner):
        written = Path(cache_from_source(str(folder / "__init__.py"))).read_bytes()
        code = marshal.loads(written[16:])
        assert isinstance(code, CodeType)
        assert "A folder." not in code.co_consts


def test_what_is_no_python_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "broken.py"
    source.write_text("def (", encoding="utf-8")
    with pytest.raises(SyntaxError):
        byte_code.write(source)
    assert list((tmp_path / "__pycache__").iterdir()) == []


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_library"):
        byte_code.make(["no_such_library"])


def test_what_the_set_up_writes_is_installed() -> None:
    for name in byte_code.NAMES:
        assert importlib.util.find_spec(name) is not None

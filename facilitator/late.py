"""Modules that run when they are first used, for what a library imports and this program (nearly) never needs."""

from __future__ import annotations

import copy
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import Any


class LateModule(ModuleType):
    """A module whose code runs when something in it is asked for.

    Unlike the one of `importlib.util.LazyLoader` it stays asleep when only its name, its specification or an
    attribute that it was given is looked at: that is all that happens to it while a library is imported.
    """

    def __init__(self, spec: ModuleSpec) -> None:
        super().__init__(spec.name)
        self._home = copy.copy(spec)  # PySide writes another name into the specification
        self._lock = RLock()
        self._asleep = True

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):  # such are looked for by importers and inspectors, which need no answer
            with self._lock:
                if self._asleep:
                    self._wake()
            if name in self.__dict__:
                return self.__dict__[name]
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def _wake(self) -> None:
        assert self._home.loader is not None
        self._asleep = False
        self.__spec__, self.__loader__ = self._home, self._home.loader
        try:
            self._home.loader.exec_module(self)
        except BaseException:
            self._asleep = True
            raise


class _Loader:
    """Makes a late module of what another loader would run at once."""

    def __init__(self, home: ModuleSpec, given: dict[str, object]) -> None:
        self._home, self._given = home, given

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = LateModule(self._home)
        vars(module).update(self._given)
        return module

    def exec_module(self, module: ModuleType) -> None:
        """It sleeps on."""


class _Finder:
    """Stands before Python's own finders: an import comes to the modules that were put off by way of their package."""

    def __init__(self) -> None:
        self.waiting: dict[str, dict[str, object]] = {}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        given = self.waiting.pop(name, None)
        if given is None:
            return None
        others = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        home = next((spec for spec in others if spec is not None), None)
        if home is None or home.loader is None:
            return home
        late = copy.copy(home)
        late.loader = _Loader(home, given)  # type: ignore[assignment] # the part of one that imports need
        return late


_finder = _Finder()


def postpone(name: str, **given: object) -> None:
    """Let `import name` give a module that runs at its first use; nothing happens where it is imported already.

    Attributes that are `given` can be used without waking it; its own ones take their place then.
    """
    if name in sys.modules:
        return
    _finder.waiting[name] = given
    if sys.meta_path[0] is not _finder:  # others put themselves first too
        sys.meta_path[:] = [_finder, *(finder for finder in sys.meta_path if finder is not _finder)]

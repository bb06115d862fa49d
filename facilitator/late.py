"""Modules that run when they are first used, for what a library imports and this program (nearly) never needs."""

from __future__ import annotations

import copy
import sys
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
        self.__spec__ = spec
        self.__loader__ = spec.loader
        self.__package__ = spec.parent
        self.__file__ = spec.origin
        if spec.submodule_search_locations is not None:
            self.__path__ = spec.submodule_search_locations
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
        self.__spec__ = self._home
        try:
            self._home.loader.exec_module(self)
        except BaseException:
            self._asleep = True
            raise


def postpone(name: str, **given: object) -> None:
    """Let `import name` give a module that runs at its first use; nothing happens where it is imported already.

    Attributes that are `given` can be used without waking it; its own ones take their place then.
    """
    if name in sys.modules:
        return
    spec = _specification(name)
    if spec is None:
        return
    module = LateModule(spec)
    vars(module).update(given)
    sys.modules[name] = module
    package, _dot, short = name.rpartition(".")
    if package in sys.modules:
        setattr(sys.modules[package], short, module)


def _specification(name: str) -> ModuleSpec | None:
    """Where a module is; unlike `importlib.util.find_spec` this imports none of the packages that it is in."""
    package = name.rpartition(".")[0]
    home = _specification(package) if package else None
    if package and home is None:
        return None
    path = home.submodule_search_locations if home else None
    found = (finder.find_spec(name, path) for finder in sys.meta_path)
    return next((spec for spec in found if spec), None)

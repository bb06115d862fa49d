"""Long work in the window's own thread, done in steps: between two of them the window paints and hears “Cancel”.

A generator yields after every few thousandths of a second the part that is done, from 0 to 1, and returns its result.
Closing it ends the work; a transaction that is open in it is then taken back.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

R = TypeVar("R")
Steps = Generator[float, None, R]


def finished(steps: Steps[R]) -> R:
    """Do all of it at once; the result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: R = end.value
            return result


def scaled(steps: Steps[R], start: float, end: float) -> Steps[R]:
    """The same work as a part of a longer one, which lies between `start` and `end`."""
    try:
        while True:
            try:
                part = next(steps)
            except StopIteration as last:
                result: R = last.value
                return result
            yield start + (end - start) * part
    finally:
        steps.close()

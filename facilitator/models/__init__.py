"""The domain of the community scorecard and its database. No Qt, no paper."""

from __future__ import annotations

from types import CoroutineType

from facilitator.late import postpone


def _is_coroutine(thing: object) -> bool:
    return isinstance(thing, CoroutineType)


# SQLAlchemy imports these and uses them only with asynchronous drivers, plug-ins, over-long names and pickled columns:
# 10 MB, among them OpenSSL. While it is imported it takes one function of asyncio, to have it at hand.
postpone("asyncio", iscoroutine=_is_coroutine)
postpone("hashlib")
postpone("importlib.metadata")
postpone("pickle", HIGHEST_PROTOCOL=5)

"""The domain of the community scorecard and its database. No Qt, no paper."""

from __future__ import annotations

import sys
from types import CoroutineType

from facilitator.late import postpone


def _is_coroutine(thing: object) -> bool:
    return isinstance(thing, CoroutineType)


def _config_var(name: str) -> object:
    """What Python was built with; SQLAlchemy wants to know whether threads run without a common lock."""
    if name == "Py_GIL_DISABLED":
        return "t" in getattr(sys, "abiflags", "")
    import sysconfig

    return sysconfig.get_config_vars(name)[0]


# SQLAlchemy imports these and uses them only with asynchronous drivers, plug-ins, over-long names and pickled columns:
# 10 MB, among them OpenSSL. While it is imported it takes one function of asyncio and one of sysconfig.
postpone("asyncio", iscoroutine=_is_coroutine)
postpone("hashlib")
postpone("importlib.metadata")
postpone("pickle", HIGHEST_PROTOCOL=5)
postpone("sysconfig", get_config_var=_config_var)

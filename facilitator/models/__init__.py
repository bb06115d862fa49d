"""The domain and its database: entities with verbs, the Store, the arithmetic of scores. No Qt, no paper."""

from __future__ import annotations

import inspect

from facilitator.late import postpone

# SQLAlchemy imports these and uses them only with asynchronous drivers, plug-ins and over-long names: 10 MB, among
# them OpenSSL. It reads one function of asyncio while it is imported, for which Python's own does as well.
postpone("asyncio", iscoroutine=inspect.iscoroutine)
postpone("hashlib")
postpone("importlib.metadata")

"""The commune facilitator's program: the community scorecard cycle on one offline laptop."""

import os

from facilitator.late import postpone

__version__ = "0.1.0"

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's tables are small here; waiting threads cost 0.1 s
postpone("ipaddress")  # urllib, which pathlib imports, has it for addresses of pages

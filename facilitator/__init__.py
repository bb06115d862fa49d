"""The commune facilitator's program: the community scorecard cycle on one offline laptop."""

from facilitator.late import postpone

__version__ = "0.1.0"

postpone("ipaddress")  # urllib, which pathlib imports, has it for addresses of pages

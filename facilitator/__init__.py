"""The commune facilitator's program: the community scorecard cycle on one offline laptop."""

__version__ = "0.1.0"

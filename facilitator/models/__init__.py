"""The domain of the community scorecard and its database. No Qt, no paper."""

"""One page per stage of the work, and the pages around it."""

"""Meeting mode: what the people in the room see, and beside it what the facilitator types."""

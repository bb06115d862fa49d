"""What a paper says, frozen: plain values, both languages, no entity and no drawing. Each has a SAMPLE."""

"""Entities to documents: the only room of `export` that reads the domain."""

"""Reusable widgets: each small, with a stable object name and an accessible name where it takes focus."""

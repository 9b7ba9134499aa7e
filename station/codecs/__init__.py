"""Wire formats as pure functions."""

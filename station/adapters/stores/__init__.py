"""Stores: the embedded one on SQLite."""

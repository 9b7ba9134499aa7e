"""Readers: each opens a device, and says what was read there until it is closed."""

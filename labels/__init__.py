"""Specimen labels, from content and stock to bitmaps that have been read back."""

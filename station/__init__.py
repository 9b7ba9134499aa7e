"""A bedside specimen station: every container bound to its side, checked by scan."""

"""What the page answers: one table of its ways in, and the handlers that stand in it."""

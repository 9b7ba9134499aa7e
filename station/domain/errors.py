"""What can be wrong with what the station was given; every message is one whole sentence."""


class StationError(Exception):
    """Bad input: says what, what was expected, and what was got. Nothing has changed."""


class CatalogueError(StationError):
    """A protocol or stock file that cannot be used; names the file, the line and the reason."""


class UnknownNameError(StationError):
    """A procedure, order, protocol or container that this station does not have."""


class HistoryError(Exception):
    """A fault, not an answer: a stored history that the fold cannot read."""

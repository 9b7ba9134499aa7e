"""What can be wrong with what the station was given; every message is one whole sentence."""

from collections.abc import Iterable


class Saying:
    """A sentence, or a part of one, whose values stand apart so that it can be translated.

    As text it is English; ``station.domain.texts.said`` says it in a language. A value may be
    a saying itself.

    >>> str(Saying("{what}, patient", what=Saying("Order {order}", order="A-1")))
    'Order A-1, patient'
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values = values

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and str(other) == str(self)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __str__(self) -> str:
        return self.template.format_map(self.values)


def joined(sayings: Iterable[Saying]) -> Saying:
    """Several sayings as one list, at least one.

    >>> str(joined([Saying("a"), Saying("b"), Saying("c")]))
    'a, b, c'
    """
    first, *more = sayings
    for one in more:
        first = Saying("{one}, {other}", one=first, other=one)
    return first


class SaidError(Saying, Exception):
    """A fault that a person is told of, in the language of the screen or of the station."""


class StationError(SaidError):
    """Bad input: says what, what was expected, and what was got. Nothing has changed."""


class UnknownNameError(StationError):
    """A procedure, order, protocol or container that this station does not have."""


class HistoryError(Exception):
    """A fault, not an answer: a stored history that the fold cannot read."""

"""What can keep a label from being printed; every message is one whole sentence."""


class Phrase:
    """A sentence or a part of one, whose values stand apart from its English ``template``.

    So it can be said in another language. A value may be a phrase itself.

    >>> str(Phrase("{table}, {key}", table=Phrase("Stock {name!r}", name="pot"), key="rows"))
    "Stock 'pot', rows"
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format_map(self.values)


class LabelError(Phrase, Exception):
    """No label was made: says what, what was expected, and what was got."""


class StockError(LabelError):
    """A stock or a print resolution that no label can be made for."""


class ContentError(LabelError):
    """A text that must not go on a label, or one that has to be there and is not."""


class DoesNotFitError(LabelError):
    """Something that is too long or too high for its place, by how many mm."""


class GlyphError(LabelError):
    """A letter that the label's fonts cannot draw plainly."""


class SymbolError(LabelError):
    """A text that the symbology cannot carry, or only in bars too narrow to read."""


class ReadBackError(LabelError):
    """A drawn bitmap that does not decode to exactly the text asked for."""

"""What can keep a label from being printed; every message is one whole sentence."""


class LabelError(Exception):
    """No label was made: says what, what was expected, and what was got.

    The values stand apart from the English ``template``, so that it can be said in another
    language.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format_map(self.values)


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

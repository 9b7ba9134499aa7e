"""The words of the screens, one module a language; a test holds the languages together."""

from collections.abc import Mapping
from typing import Literal, Protocol, runtime_checkable

from station.domain.texts import (
    en,
    errors_nb,
    looks_en,
    looks_nb,
    nb,
    paper_en,
    paper_nb,
    views_en,
    views_nb,
)

Language = Literal["en", "nb"]
LANGUAGES: tuple[Language, ...] = ("en", "nb")

SENTENCES: Mapping[Language, Mapping[str, str]] = {"en": en.SENTENCES, "nb": nb.SENTENCES}
WORDS: Mapping[Language, Mapping[str, str]] = {"en": en.WORDS, "nb": nb.WORDS}
READERS: Mapping[Language, Mapping[str, str]] = {"en": en.READERS, "nb": nb.READERS}
PRINTERS: Mapping[Language, Mapping[str, str]] = {"en": en.PRINTERS, "nb": nb.PRINTERS}
JOBS: Mapping[Language, Mapping[str, str]] = {"en": en.JOBS, "nb": nb.JOBS}
ON_PAPER: Mapping[Language, Mapping[str, str]] = {
    "en": paper_en.ON_PAPER,
    "nb": paper_nb.ON_PAPER,
}
WHY_NOT: Mapping[Language, Mapping[str, str]] = {"en": paper_en.WHY_NOT, "nb": paper_nb.WHY_NOT}
PROOF: Mapping[Language, Mapping[str, str]] = {"en": en.PROOF, "nb": nb.PROOF}
TRAY: Mapping[Language, Mapping[str, str]] = {"en": looks_en.TRAY, "nb": looks_nb.TRAY}
CAMERA: Mapping[Language, Mapping[str, str]] = {"en": looks_en.CAMERA, "nb": looks_nb.CAMERA}
NEXT: Mapping[Language, Mapping[str, str]] = {"en": views_en.NEXT, "nb": views_nb.NEXT}
HISTORY: Mapping[Language, Mapping[str, str]] = {"en": views_en.HISTORY, "nb": views_nb.HISTORY}
ERRORS: Mapping[Language, Mapping[str, str]] = {"en": {}, "nb": errors_nb.ERRORS}
"""Sentences of errors by their English template, which is its own English."""


@runtime_checkable
class Sayable(Protocol):
    """An error or a part of its sentence: an English template, and the values for its braces."""

    @property
    def template(self) -> str:
        """The sentence in English, with braces."""
        ...

    @property
    def values(self) -> Mapping[str, object]:
        """What stands in the braces; may be sayable itself."""
        ...


def said(what: Sayable, language: Language) -> str:
    """The sentence of an error, in a language, with those that it wraps.

    >>> from station.domain.errors import Saying
    >>> said(Saying("{what}, patient", what=Saying("Order {order}", order="A-1")), "nb")
    'Rekvisisjon A-1, pasient'
    """
    template = ERRORS[language].get(what.template, what.template)
    return template.format_map({name: _in(language, value) for name, value in what.values.items()})


def _in(language: Language, value: object) -> object:
    return said(value, language) if isinstance(value, Sayable) else value

"""The words of the pages, one module a language; a test holds the languages together."""

from collections.abc import Mapping

from station.domain.texts import Language
from station.web.texts import en, nb

TEXTS: Mapping[Language, Mapping[str, str]] = {"en": en.TEXTS, "nb": nb.TEXTS}

"""The words of the screens, one module a language; a test holds the languages together."""

from collections.abc import Mapping
from typing import Literal

from station.domain.texts import en, nb

Language = Literal["en", "nb"]
LANGUAGES: tuple[Language, ...] = ("en", "nb")

SENTENCES: Mapping[Language, Mapping[str, str]] = {"en": en.SENTENCES, "nb": nb.SENTENCES}
WORDS: Mapping[Language, Mapping[str, str]] = {"en": en.WORDS, "nb": nb.WORDS}
READERS: Mapping[Language, Mapping[str, str]] = {"en": en.READERS, "nb": nb.READERS}

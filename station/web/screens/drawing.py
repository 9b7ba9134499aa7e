"""Templates in a language: every word of a page comes from ``texts``."""

import re
from collections.abc import Mapping

import jinja2

from station.domain.texts import SENTENCES, WORDS, Language
from station.web.texts import TEXTS

# Where long words of containers may be broken; browsers come without a dictionary of Norwegian.
_JOINT = re.compile(r"(?<=\w{4})(?=utstryk|cytometr|cytolog|geneti|biops|prøve)")
SOFT_HYPHEN = "\u00ad"

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("station.web", "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["soft"] = lambda name: _JOINT.sub(SOFT_HYPHEN, name)


def draw(template: str, language: Language, values: Mapping[str, object]) -> str:
    """A template in a language."""
    words = {"t": TEXTS[language], "w": WORDS[language], "s": SENTENCES[language]}
    return _TEMPLATES.get_template(template).render(words, language=language, **values)

"""Templates in a language: every word of a page comes from ``texts``."""

import re
from collections.abc import Mapping
from datetime import datetime

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


def moment(at: datetime) -> str:
    """A moment in the time of the station's own clock, to the second.

    In the hour that comes twice, when summer time ends, its offset stands with it.

    >>> len(moment(datetime.fromisoformat("2026-03-02T08:00:05+00:00")))
    19
    """
    here = at.astimezone()
    wall = here.replace(tzinfo=None)
    offsets = {wall.replace(fold=fold).astimezone().utcoffset() for fold in (0, 1)}
    return here.strftime("%Y-%m-%d %H:%M:%S" + (" %z" if len(offsets) > 1 else ""))


_TEMPLATES.filters["moment"] = moment
_TEMPLATES.filters["clock"] = lambda at: at.astimezone().strftime("%H:%M:%S")


def draw(template: str, language: Language, values: Mapping[str, object]) -> str:
    """A template in a language."""
    words = {"t": TEXTS[language], "w": WORDS[language], "s": SENTENCES[language]}
    return _TEMPLATES.get_template(template).render(words, language=language, **values)

"""A birth date as far as it is known: whole, the year and month, the year, or nothing.

Systems send ``2016`` or ``2016-00-00`` for a year, and nothing for a foundling: it is kept and
shown as it came, and never made up into a day.
"""

import re
from dataclasses import dataclass
from datetime import date

OLDEST_YEARS = 130  # nobody has lived longer than 122 years: older is a slip of a century
UNKNOWN_PARTS = re.compile(r"(?:-00)+$")
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class BirthDate:
    """Year, month and day; 0 for each that is not known.

    >>> str(BirthDate(2016, 5, 12)), str(BirthDate(2016)), str(BirthDate())
    ('2016-05-12', '2016', '')
    """

    year: int = 0
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = (f"{self.year:04d}", f"{self.month:02d}", f"{self.day:02d}")
        return "-".join(part for part in parts if int(part))

    def isoformat(self) -> str:
        """As ISO 8601 has it, with the precision that is known; empty where nothing is."""
        return str(self)

    @property
    def whole(self) -> date | None:
        """The day, where it is known."""
        return date(self.year, self.month, self.day) if self.day else None

    def may_be(self, day: date) -> bool:
        """Whether nothing that is known speaks against this day.

        >>> BirthDate(2016).may_be(date(2016, 5, 12)), BirthDate(2016).may_be(date(2017, 5, 12))
        (True, False)
        """
        known = zip((self.year, self.month, self.day), (day.year, day.month, day.day), strict=True)
        return all(mine in (0, other) for mine, other in known)

    def agrees(self, other: "BirthDate") -> bool:
        """Whether both years are known and nothing else that both say differs.

        >>> BirthDate(2016, 5).agrees(BirthDate(2016)), BirthDate(2016, 5).agrees(BirthDate())
        (True, False)
        """
        mine, theirs = (self.year, self.month, self.day), (other.year, other.month, other.day)
        pairs = zip(mine, theirs, strict=True)
        return bool(self.year and other.year) and all(
            0 in pair or len({*pair}) == 1 for pair in pairs
        )

    def latest(self) -> date | None:
        """The last day that it can be; None where nothing is known."""
        if not self.year:
            return None
        if self.day:
            return date(self.year, self.month, self.day)
        month = self.month or 12
        following = date(self.year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)


def read(text: str) -> BirthDate:
    """The birth date of a text: YYYY-MM-DD, YYYY-MM, YYYY, or nothing. Raises ValueError.

    >>> read("2016-00-00")
    BirthDate(year=2016, month=0, day=0)
    >>> read("2019-02-30")
    Traceback (most recent call last):
    ValueError: day is out of range for month
    """
    text = UNKNOWN_PARTS.sub("", text)
    if not text or text == "0000":
        return BirthDate()
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part or 0) for part in found.groups())
    date(year, month or 1, day or 1)  # says what no calendar has
    if day and not month:
        raise ValueError(text)
    return BirthDate(year, month, day)

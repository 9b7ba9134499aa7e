"""What a camera has in view: the same label held before it is one scan until it has left."""

from collections.abc import Collection
from datetime import datetime, timedelta

# A label that shakes or shines is not seen for some frames: only a longer absence is one.
GONE_AFTER = timedelta(seconds=1.5)
# Nobody looked: the connection was gone for long, and what was in view then says nothing.
UNWATCHED_AFTER = timedelta(seconds=10)


class InView:
    """The texts in one view, kept up by one look after the other.

    >>> from datetime import UTC
    >>> at = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    >>> view = InView()
    >>> view.look(["A", "B"], at), view.look(["A", "B"], at), view.look(["A", "B"], at)
    ('A', 'B', None)
    """

    def __init__(self) -> None:
        self._absent_since: dict[str, datetime | None] = {}  # None: in view
        self._looked_at: datetime | None = None

    def look(self, texts: Collection[str], at: datetime) -> str | None:
        """The first text that has come into view; the others' turns come at the next looks.

        One at a time: each has its own answer, and a person has to hear it.
        """
        if self._looked_at is not None and at - self._looked_at >= UNWATCHED_AFTER:
            self._absent_since.clear()
        self._looked_at = at
        self._let_go(texts, at)
        for text in texts:
            if text not in self._absent_since:
                self._absent_since[text] = None
                return text
        return None

    def _let_go(self, texts: Collection[str], at: datetime) -> None:
        """Absence counts from the first look that missed the text, not from the last that had it.

        So the time that an answer takes is no absence.
        """
        for text, since in list(self._absent_since.items()):
            if text in texts:
                self._absent_since[text] = None
            elif since is None:
                self._absent_since[text] = at
            elif at - since >= GONE_AFTER:
                del self._absent_since[text]

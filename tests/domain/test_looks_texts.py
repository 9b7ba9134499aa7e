"""The words of a look: the same in every language, one for every reason, and none to spare."""

import re
from pathlib import Path

from station.domain.texts import CAMERA, LANGUAGES, TRAY

STATION = Path(__file__).resolve().parents[2] / "station"
REASONS = {
    *("wrong-side", "void-label", "other-procedure", "never-collected", "wrong-destination"),
    *("excused", "rejected", "record-not-here", "unknown", "unreadable", "no-container"),
    *("already-received", "duplicate"),
}


def fields(text: str) -> list[str]:
    return re.findall(r"\{\w+\}", text)


def test_the_languages_say_the_same() -> None:
    for tables in (TRAY, CAMERA):
        one, other = (tables[language] for language in LANGUAGES)
        assert list(one) == list(other)
        assert [fields(text) for text in one.values()] == [fields(t) for t in other.values()]


def test_every_reason_has_its_words_and_none_is_spare() -> None:
    whys = {key.removeprefix("why-") for key in TRAY["en"] if key.startswith("why-")}
    assert whys == REASONS


def test_every_other_word_is_used() -> None:
    code = "".join(
        (STATION / name).read_text(encoding="utf-8")
        for name in ("app/tray.py", "app/tray_words.py", "app/tray_session.py")
    )
    words = [key for key in TRAY["en"] if not key.startswith("why-")]
    assert [key for key in words if f"['{key}']" not in code and f'["{key}"]' not in code] == []

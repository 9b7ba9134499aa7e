"""An answer as the browser gets it."""

from collections.abc import Mapping
from dataclasses import asdict

from station.domain.feedback import Feedback
from station.domain.texts import Language
from station.web.live import Said


def said_data(scan_id: str, answer: Feedback) -> Mapping[str, object]:
    """The keys of ``station scan``, and the scan's own id."""
    return {"scan_id": scan_id, **asdict(answer), "warnings": list(answer.warnings)}


def told_data(said: Said, language: Language) -> Mapping[str, object]:
    """The same of an answer that is told to all screens there, with its own number and time."""
    answer = said_data(said.scan_id, said.answers[language])
    return {**answer, "number": said.number, "at": said.at.isoformat()}

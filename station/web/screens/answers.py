"""An answer as the browser gets it."""

from collections.abc import Mapping
from dataclasses import asdict

from station.domain.feedback import Feedback


def said_data(scan_id: str, answer: Feedback) -> Mapping[str, object]:
    """The keys of ``station scan``, and the scan's own id."""
    return {"scan_id": scan_id, **asdict(answer), "warnings": list(answer.warnings)}

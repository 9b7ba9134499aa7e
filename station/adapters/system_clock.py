"""The one place that reads the clock."""

from datetime import UTC, datetime


class SystemClock:
    """The machine's clock; implements ``ports.clock.Clock``."""

    def now(self) -> datetime:
        """This moment, aware, UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the place that may

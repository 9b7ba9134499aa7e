"""The spool at work: a thread for each printer, so that one that is down holds nobody up."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from threading import Event, Thread
from time import monotonic, sleep

from station.app.spool import Outlet, print_next
from station.app.station import Station
from station.ports.printer import Printer, PrinterPlan, Status
from station.ports.spool import Job
from station.ports.store import StoreError

POLL_S = 0.1  # a label that another process queues; reading the head of a queue takes 0.03 ms
STATUS_S = 5.0  # an idle printer is asked how it is: an open lid shows before the next label
STORE_S = 1.0  # a store that fails is tried again
CLOSING_S = 30.0  # the longest that a printer takes over one label


class Spooler:
    """All printers of a station at work, until closed.

    ``tell`` is called from their threads, after the store has kept what became of a label.
    """

    def __init__(
        self,
        station: Station,
        printers: Sequence[tuple[PrinterPlan, Printer]],
        tell: Callable[[], None],
    ) -> None:
        self._station = station
        self._tell = tell
        self._over = Event()
        self._threads = [
            Thread(target=self._run, args=at, name=f"printer {at[0].name}", daemon=True)
            for at in printers
        ]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop them all; the label that is being sent is finished."""
        self._over.set()
        for thread in self._threads:
            thread.join(CLOSING_S)

    def _run(self, plan: PrinterPlan, printer: Printer) -> None:
        """Whoever loses the store lets go of the printer: what it was sending is then uncertain."""
        while not self._over.is_set():
            with suppress(StoreError), self._station.store.spool.line(plan.name) as line:
                if line is not None:
                    self._work(Outlet(plan, printer, line))
            self._over.wait(STORE_S)

    def _work(self, outlet: Outlet) -> None:
        """Send until closed. A fault ends this printer's thread: it is said, then a traceback."""
        try:
            self._send(outlet)
        except StoreError:
            raise
        except Exception as fault:
            outlet.line.observe(Status("ended", type(fault).__name__), self._station.clock.now())
            self._tell()
            raise

    def _send(self, outlet: Outlet) -> None:
        asked = -STATUS_S
        while not self._over.is_set():
            if print_next(self._station, outlet) is not None:
                asked = -STATUS_S
                self._tell()
            elif monotonic() - asked >= STATUS_S:
                status = outlet.printer.status()
                outlet.line.observe(status, self._station.clock.now())
                asked = monotonic()
                self._tell()
            else:
                self._over.wait(POLL_S)


def drain(
    station: Station, plan: PrinterPlan, printer: Printer, wanted: Collection[int], within_s: float
) -> tuple[Job, ...]:
    """Send what waits, until these jobs are through or the first one must wait; how they are then.

    Where another process sends to this printer, it is waited for.
    """
    spool, until = station.store.spool, monotonic() + within_s
    with spool.line(plan.name) as line:
        while line and monotonic() < until and _waiting(station, wanted):
            if print_next(station, Outlet(plan, printer, line)) is None:
                break
        while not line and monotonic() < until and _waiting(station, wanted):
            sleep(POLL_S)
    return tuple(job for job in map(spool.job, sorted(wanted)) if job)


def _waiting(station: Station, wanted: Collection[int]) -> bool:
    """Whether one of them is on its way, and not held up."""
    jobs = [job for job in station.store.spool.unsettled() if job.job in wanted]
    on_the_way = [job for job in jobs if job.state in {"queued", "sending"}]
    return bool(on_the_way) and not any(job.problem and job.state == "queued" for job in on_the_way)

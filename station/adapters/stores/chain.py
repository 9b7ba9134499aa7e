"""The hash chain of each stream, from its first event to its last."""

from collections.abc import Iterable

from station.codecs.stored import GENESIS, Row, row_hash
from station.ports.store import StoreError


def check_chain(events: Iterable[Row], file: str) -> int:
    """How many events there are, by (stream, seq), each bound to the one before it.

    Raises StoreError that names the first that is not as it was written.
    """
    count, heads = 0, dict[int, str]()
    for row in events:
        count += 1
        whole = row["prev_hash"] == heads.get(row["stream"], GENESIS)
        if not whole or row_hash(row) != row["hash"]:
            raise StoreError(
                "Database {file}: expected the chain of stream {stream} whole, got a break at "
                "event {event}.",
                file=file,
                stream=row["stream"],
                event=row["seq"],
            )
        heads[row["stream"]] = row["hash"]
    return count

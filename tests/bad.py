"""What bad input gets: one sentence on standard error, exit 2, and nothing changed."""

from kit import Bench


def assert_bad(bench: Bench, line: str, *, says: str = "", starts: str = "") -> None:
    """One whole sentence, or at least its beginning; the tables are as they were."""
    before = bench.dump()
    said = bench.line(line)
    after = bench.dump()
    assert (said.code, said.answers) == (2, ())
    assert said.error.count("\n") == 1
    assert said.error == f"{says}\n" or (starts and said.error.startswith(starts)), said.error
    for dump in (before, after):
        dump.pop("station")  # the serials that a failed print reserved are never given out again
    assert after == before

"""Starts ``scripts/demo``, asks for the page that it serves, and ends it; for `bare_debian`."""

import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

DEMO = Path(__file__).resolve().parents[2] / "scripts" / "demo"


def main() -> None:
    """Ends with an error where no page comes, or the server does not end when it is asked to."""
    server = subprocess.Popen([DEMO, "--port", "0"], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    address = next(filter(None, map(re.compile(r"http://\S+").search, server.stdout)))[0]
    with urlopen(address) as answer:
        page = answer.read().decode()
    server.send_signal(signal.SIGINT)
    server.stdout.close()
    if "<main" not in page or server.wait() != 0:
        sys.exit(f"Demo: expected a page and a good end, got {server.returncode} and:\n{page}")


if __name__ == "__main__":
    main()

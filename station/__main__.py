"""``python -m station`` is the command ``station``."""

from station.cli import main

main()

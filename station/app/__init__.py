"""What the station does, one use case a file; ``scan.py`` is the main one."""

"""What JSON and TOML files hold, once a schema has checked it."""

from collections.abc import Mapping
from typing import Any

Data = Mapping[str, Any]
"""An object or a table whose keys and their types a schema holds: the one place that says Any.
What no schema has checked is an ``object``, and is looked at before it is used."""

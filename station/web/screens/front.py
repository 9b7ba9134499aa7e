"""What the front page offers: places and desks."""

from collections.abc import Mapping, Sequence

from station.app.views.orders import places
from station.web.served import DEFAULT_PLACE, Served


def doors(served: Served) -> Mapping[str, Sequence[str]]:
    """Every place, and every desk that a protocol sends something to; the default ones first."""
    protocols = served.station.catalogue.protocols.values()
    desks = sorted({plan.destination for p in protocols for plan in p.containers})
    return {"places": places(served.station, served.places), "desks": [DEFAULT_PLACE, *desks]}

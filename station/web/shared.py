"""What the views of a place and of orders take from here."""

from station.web.served import DEFAULT_PLACE, Served

Site = Served

__all__ = ["DEFAULT_PLACE", "Site"]

"""The page: bedside, reception and orders in a browser, for hands in gloves and readers."""

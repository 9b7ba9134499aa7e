"""What the station needs from the world, as protocols with their own errors beside them."""

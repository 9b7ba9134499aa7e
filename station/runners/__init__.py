"""What runs by itself until it is closed: readers that are listened to, printers that print."""

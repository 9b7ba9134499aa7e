"""Looking at whole pictures: hints for who holds the camera, caps, what is drawn over a tray."""

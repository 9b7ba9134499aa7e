"""The world: databases, decoders, files, fonts and the clock."""

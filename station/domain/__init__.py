"""The rules, as functions of values: no input or output, no clock, no third-party package."""

"""The catalogue and the schemas that ship: data only, found through importlib.resources."""

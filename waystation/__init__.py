"""Waystation: from the first call to the published figure."""

__version__ = "0.1.0"

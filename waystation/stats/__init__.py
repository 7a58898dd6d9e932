"""The statistical library, usable alone."""

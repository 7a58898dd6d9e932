"""Pages of the SOS line."""

"""The SOS line's desk: contacts."""

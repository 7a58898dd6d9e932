"""Code lists and question files as data."""

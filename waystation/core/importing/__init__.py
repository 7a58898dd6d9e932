"""Brings spreadsheets of records and of figures in: read, check, confirm, write, undo."""

"""The ways in: SOS line, reports, chat."""

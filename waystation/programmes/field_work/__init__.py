"""Field work with people on the move: screening."""

PROGRAMME = "field_work"

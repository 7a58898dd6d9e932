"""Field work with people on the move: screening."""

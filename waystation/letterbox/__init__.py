"""Letters between the two doors."""

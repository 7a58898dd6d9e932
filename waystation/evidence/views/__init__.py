"""Pages of evidence on the staff door."""

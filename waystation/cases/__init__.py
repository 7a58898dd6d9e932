"""Person, case file, histories, services."""

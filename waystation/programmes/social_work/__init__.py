"""Social work for socially risk categories."""

"""Social work for socially risk categories."""

PROGRAMME = "social_work"

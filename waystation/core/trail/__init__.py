"""The audit trail as a chain: how it is sealed, proven, and read."""

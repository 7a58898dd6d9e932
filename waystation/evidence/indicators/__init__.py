"""One file an indicator, discovered."""

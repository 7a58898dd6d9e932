"""The recovery key: opens every backup, kept by nobody whole, on paper; any two of three sheets make it."""

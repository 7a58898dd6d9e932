"""Every change to accounts, by what it changes."""

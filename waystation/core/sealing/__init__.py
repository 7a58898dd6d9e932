"""Sealing: what must stay secret rests in the database as ciphertext, bound to its own row and column."""

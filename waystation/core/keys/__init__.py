"""Whose keys open which vault: personal key pairs, sealed copies for members, unlocking, rotation, recovery."""

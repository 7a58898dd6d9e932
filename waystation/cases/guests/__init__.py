"""Guests of partner organisations: one case shared with one person from outside, until a day, only to read."""

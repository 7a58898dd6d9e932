"""The organisation's programmes, independent of each other."""

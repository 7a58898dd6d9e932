"""Errors a person can answer."""


class ActionRefused(Exception):
    """An action was not carried out; the message says why and what to do."""

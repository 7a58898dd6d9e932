"""Every change that retention makes."""

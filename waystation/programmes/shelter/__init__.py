"""The shelter: six places, stays, bed-nights."""

PROGRAMME = "shelter"

"""One composer for each chart kind: cells in, block out; found by name."""

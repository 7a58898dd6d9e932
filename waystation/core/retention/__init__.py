"""How long what is told to the house is kept, what stops the clock, and how it is destroyed for good."""

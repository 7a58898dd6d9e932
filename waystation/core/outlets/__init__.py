"""What leaves the house, and the words that never do: the shelter's address above all."""

"""The inventory: every stored field is declared sealed or clear, and clear says why that is acceptable."""

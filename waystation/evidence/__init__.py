"""From facts to protected, approved, frozen figures."""

"""Pages of the core: signing in, home, imports."""

"""Words of the core for its templates."""

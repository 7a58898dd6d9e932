"""Template tags of the campaign."""

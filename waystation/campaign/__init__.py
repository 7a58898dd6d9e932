"""The public site: infographics from releases only."""

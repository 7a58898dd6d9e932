"""Pages of the campaign: the public site, and the studio on the staff door."""

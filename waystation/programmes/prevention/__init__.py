"""Prevention: activities and what people learnt."""

"""Prevention: activities and what people learnt."""

PROGRAMME = "prevention"

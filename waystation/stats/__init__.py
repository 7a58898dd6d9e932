"""Statistics for very few people: a pure library, arrays and tables in, results out."""

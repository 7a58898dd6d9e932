"""Infographic blocks: numbers and words in, pictures and tables out."""

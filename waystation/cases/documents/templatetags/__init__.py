"""What templates of documents may call."""

"""What templates of retention may call."""

"""What follows from the versions of a record: its history, what changed, and taking it back."""

"""What may happen to a review and what its text means; nothing here asks the database or the clock."""

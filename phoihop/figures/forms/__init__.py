"""What the pages of figures ask, and what they show."""

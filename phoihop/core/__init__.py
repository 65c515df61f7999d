"""Values that every part shares: actor, periods, validity, trees, refusals. No Django, no clock, no database."""

"""Documents (văn bản)."""

"""The demo: sourced facts of five published articles, and an invented review under way, marked as invented."""

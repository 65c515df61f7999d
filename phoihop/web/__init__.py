"""Shell: base page, components, static files, refusals shown (giao diện)."""

"""Phối Hợp: coordination programmes between public bodies, from signing to final review."""

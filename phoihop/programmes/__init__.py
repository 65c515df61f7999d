"""Programmes (chương trình phối hợp)."""

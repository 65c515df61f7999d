"""Indicators (chỉ tiêu)."""

"""Audit (nhật ký)."""

"""Organisations (cơ quan, tổ chức)."""

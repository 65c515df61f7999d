"""Accounts (tài khoản)."""

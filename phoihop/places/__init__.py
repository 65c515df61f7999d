"""Places (đơn vị hành chính)."""

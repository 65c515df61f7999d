"""Intake (tiếp nhận): a paper's facts, read by machine and confirmed by a person, become records."""

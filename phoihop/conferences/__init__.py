"""Conferences (hội nghị): what was held when, where, by whom, who took part, what was concluded."""

"""Commendations (khen thưởng): what was awarded by whom, to how many or to whom, under which decision."""

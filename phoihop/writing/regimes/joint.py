"""Layouts of joint papers (văn bản liên tịch): that of the body that keeps the number.

Issuers stand one above the other over one number; signatures stand side by side, the keeper's on the right.
"""

from dataclasses import replace

from phoihop.writing.regimes.party import PARTY
from phoihop.writing.regimes.state import STATE

__all__ = ["JOINT_PARTY", "JOINT_STATE"]

JOINT_STATE = replace(STATE, name="joint-state", left_share=0.42)
JOINT_PARTY = replace(PARTY, name="joint-party", left_share=0.46)

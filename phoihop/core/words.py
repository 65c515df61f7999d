"""What of typed words may be kept (chữ gõ tay): no secrecy mark, and nobody who is no officer.

Every action that keeps free words asks here first. The sentences stand with ``documents``, the part of papers.
"""

from __future__ import annotations

from phoihop.core.refusal import Refusal
from phoihop.reading.screen import names_a_resident, private_names, told_of

__all__ = ["refusal_to_keep_reason", "refusal_to_keep_words"]


def refusal_to_keep_words(*texts: str) -> Refusal | None:
    """Why words that someone typed (ghi chú, trao đổi, đoạn văn) may not be kept: a secrecy mark, a private person."""
    told = {told_of(text) for text in texts if text}
    if "secret" in told:
        return Refusal("documents", "secret_words")
    if "person" in told:
        return Refusal("documents", "person_in_words")
    named = next((name for text in texts for name in private_names(text)), None)
    return Refusal("documents", "private_name_in_words", name=named) if named else None


def refusal_to_keep_reason(*texts: str) -> Refusal | None:
    """Why a reason or a remark (lý do, ý kiến) may not be kept: also where it names a private person by name alone."""
    if refusal := refusal_to_keep_words(*texts):
        return refusal
    return Refusal("documents", "resident_in_words") if any(names_a_resident(text) for text in texts) else None

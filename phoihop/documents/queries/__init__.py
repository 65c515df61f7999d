"""Reading papers and documents, and how a paper looks."""

from phoihop.documents.queries.lists import (
    asked_span,
    documents,
    documents_visible_to,
    file_path,
    picture_path,
    same_document,
    sources_visible_to,
)
from phoihop.documents.queries.looks import Looks, Mark, looks
from phoihop.documents.queries.witnesses import witnesses

__all__ = [
    "Looks",
    "Mark",
    "asked_span",
    "documents",
    "documents_visible_to",
    "file_path",
    "looks",
    "picture_path",
    "same_document",
    "sources_visible_to",
    "witnesses",
]

"""Linkage: which records are about one person."""

from matching.scoring import remembering
from store import forgetting

forgetting.also(remembering.forget)

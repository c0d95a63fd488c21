"""Look-up: what an officer types, and who that may be."""

from matching.scoring import remembering
from store import forgetting

forgetting.also(remembering.forget)

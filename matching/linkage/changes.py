"""Whether what is known of two records has changed since people decided about them (domain/8, state models)."""

from matching.scoring.compare import Field
from matching.scoring.explain import levels
from store.records.decisions import Decision
from store.records.pairs import Evidence

BITS = 5.0  # a weight that moves by more is another matter
STRONG = (Field.NHS, Field.NUMBER)


def changed(decision: Decision, now: Evidence) -> bool:
    """Whether the weight has moved by more than `BITS`, or a strong identifier appeared, went or agrees otherwise."""
    if abs(now.weight - decision.weight) > BITS:
        return True
    if not decision.evidence:
        return False
    then, told = levels(decision.evidence), levels(now.evidence)
    return any(then.get(field) != told.get(field) for field in STRONG)

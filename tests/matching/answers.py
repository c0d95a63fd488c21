"""Who is on the list that answers a look-up."""

from matching.lookup.search import Answer, Hit


def names(answer: Answer) -> list[str]:
    """Whom the list shows, in order."""
    return [f"{hit.given} {hit.family}" for hit in answer.hits]


def only(answer: Answer) -> Hit:
    """The one person found."""
    assert len(answer.hits) == 1, answer
    return answer.hits[0]

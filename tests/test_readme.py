"""The README leads to what is there: its pictures are those that the tests hold the screens to."""

import re
from pathlib import Path
from urllib.parse import unquote

README = Path(__file__).parents[1] / "README.md"


def test_every_picture_of_the_readme_is_there() -> None:
    pictures = [unquote(place) for place in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README.read_text("utf-8"))]
    assert pictures, "the README shows no screen"
    assert [place for place in pictures if not (README.parent / place).is_file()] == []

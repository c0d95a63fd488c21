"""Files as a person looks for them: sizes in words, and what lies where they are typing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from screens.text import plain

SHOWN = 50
"""Entries of one folder that are offered; typing a letter more narrows them."""

_READABLE = {".csv", ".txt", ".tsv", ".psv", ".dat", ".xlsx"}


def size(count: int) -> str:
    """'812 bytes', '34 KB', '1.2 MB'."""
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1000:.0f} KB"
    return f"{count / 1_000_000:.1f} MB"


@dataclass(frozen=True)
class Entry:
    """A folder or a file that could be meant. size is in bytes, 0 for a folder."""

    path: Path
    folder: bool
    size: int


def typed(text: str) -> Path:
    """The path someone typed or pasted: quotation marks around it are dropped, ~ is their home."""
    text = plain(text).strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return Path(os.path.expanduser(text))


def offered(text: str) -> tuple[Entry, ...]:
    """Folders and readable files that a half-typed path could go on to, folders first."""
    text = plain(text).strip()
    if not text:
        return ()
    path = typed(text)
    inside = text.endswith(("/", "\\"))
    folder, start = (path, "") if inside else (path.parent, path.name.casefold())
    found = list[Entry]()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or not entry.name.casefold().startswith(start):
                    continue
                if entry.is_dir():
                    found.append(Entry(Path(entry.path), True, 0))
                elif Path(entry.name).suffix.casefold() in _READABLE:
                    found.append(Entry(Path(entry.path), False, entry.stat().st_size))
    except OSError:
        return ()  # a half-typed folder does not exist yet: nothing to offer, and nothing wrong
    found.sort(key=lambda entry: (not entry.folder, entry.path.name.casefold()))
    return tuple(found[:SHOWN])

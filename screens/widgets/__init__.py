"""Pieces that pages are made of: boxes, lists, lines and grids, and what stands on them."""

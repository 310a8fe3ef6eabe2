"""The packet: the summons and every document of every item as one PDF (pikepdf).

Sources are read as they are needed and written through, so memory does not follow their size.
"""

from cases.papers.packet.building import Built, build

__all__ = ["Built", "build"]

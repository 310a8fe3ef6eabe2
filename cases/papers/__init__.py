"""A meeting's papers: the summons, the agenda as Word, and everything in one packet."""

from cases.papers.agenda_word import agenda_word
from cases.papers.names import packet_name, summons_name, word_name
from cases.papers.packet import Built, build
from cases.papers.summons import summons

__all__ = ["Built", "agenda_word", "build", "packet_name", "summons", "summons_name", "word_name"]

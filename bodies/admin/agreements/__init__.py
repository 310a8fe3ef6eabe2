"""Agreements in the administration: lists by state, each agreement's facts, acts on many.

Nothing is deleted and no row is saved here: what is done goes through `bodies.actions`.
"""

from bodies.admin.agreements import one, terms

__all__ = ["one", "terms"]

"""The demonstration: a region with its bodies, invented people, a past and a present.

Facts of the region stand in `data/` as CSV, where a blank is what nobody knows.
People and what they say are invented and recognisably so. Everything that has
happened is acted out through the real actions, at its own time, so that numbers,
history and rights are what they would have been.
"""

from cases.demo.load import NotEmpty, load

__all__ = ["NotEmpty", "load"]

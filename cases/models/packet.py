"""Packet: a meeting's papers as one PDF, for those who sit in the body or for the staff."""

from cases.outcomes import Labelled


class Edition(Labelled):
    """For whom a meeting's papers are put together."""

    MEMBERS = "members", "Ledamöternas exemplar"
    STAFF = "staff", "Personalens exemplar"

"""Errors that people read: each message is a Swedish sentence that says what to do."""


class DomainError(Exception):
    """A rule says no. `field` names the form field to mend, if there is one."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(DomainError):
    """The person may not do this (403)."""


class WrongStep(DomainError):
    """The thing is not where it must be for this (409)."""


class Stale(DomainError):
    """Somebody else changed it since the form was rendered (409)."""

"""Fixtures for the tests that start the whole site."""

from tests.samverkan.checkout import checkout

__all__ = ["checkout"]

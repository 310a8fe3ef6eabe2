"""What running the tests takes: throw-away services, a browser, the checks before pytest.

Only for development; nothing that serves the site may import it.
"""

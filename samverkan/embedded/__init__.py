"""PostgreSQL 18 and Redis for a machine that has neither: for trying out, developing, testing.

The servers' binaries come with two Python packages and are started directly. (The PostgreSQL
package has a Python API of its own; run as root, it opens every parent folder of the data to
the world, so it is not used.) Nothing here knows Django, and nothing here is for production.
"""

from samverkan.embedded.postgres import Postgres
from samverkan.embedded.processes import ServiceError
from samverkan.embedded.redis import Redis

__all__ = ["Postgres", "Redis", "ServiceError"]

"""`manage.py deliver_notices` with the run's clock."""

from django.core.management import call_command

import tests.kill.app  # noqa: F401  (sets Django up and the clock right)
from tests.kill.clock import Clock

if __name__ == "__main__":
    call_command("deliver_notices", every=Clock.from_environ().beat)

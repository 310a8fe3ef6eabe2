"""A migrated, empty cluster, made once for each set of migrations and copied for each run.

To run the migrations costs many seconds of Django's own bookkeeping; a copy costs a fraction of
one. What tells one set from another is the content of the migrations and of the lock file, so a
changed migration is always run.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from samverkan.embedded import Postgres, ServiceError
from samverkan.embedded.account import Account, make_shared

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATABASE = "test_samverkan"  # what Django calls the test database of "samverkan"
A_DAY = 24 * 60 * 60


def copy_cluster(to: Path) -> str:
    """Put a migrated cluster below `to`, a folder of the servers' account; return its password."""
    template = _place() / f"test-{_key()}"
    if not template.exists():
        _make(template)
    os.utime(template)  # in use: not to be removed as old
    # cp keeps owners and modes, which PostgreSQL is particular about.
    subprocess.run(["cp", "-a", f"{template}/cluster/.", str(to)], check=True)
    return (template / "password").read_text()


def _place() -> Path:
    if Account.current().is_another:
        return make_shared()
    folder = BASE_DIR / ".data"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _key() -> str:
    """Tell one set of migrations from another."""
    found = hashlib.sha256()
    migrations = sorted(BASE_DIR.glob("*/migrations/*.py"))
    for path in (BASE_DIR / "requirements.lock", *migrations):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def _make(template: Path) -> None:
    """Make the template beside its place and move it there whole."""
    _remove_old(template.parent)
    account = Account.current()
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=template.parent))
    if account.is_another:
        making.chmod(0o711)  # ours, just made: the account must pass through
    password = secrets.token_urlsafe()
    (making / "password").touch(mode=0o600)
    (making / "password").write_text(password)
    home = account.folder(making / "cluster")
    postgres = Postgres(
        home, password=password, log=making / "log", durable=False, database=DATABASE
    )
    try:
        postgres.start()
        _migrate(postgres.url)
        postgres.stop()
        making.rename(template)
    except OSError:  # another run was quicker
        if not template.exists():
            raise
    finally:
        postgres.stop()
        shutil.rmtree(making, ignore_errors=True)


def _migrate(url: str) -> None:
    environ = os.environ | {"SAMVERKAN_ENV": "test", "DATABASE_URL": url, "SECRET_KEY": "x"}
    command = [sys.executable, "manage.py", "migrate", "-v", "0", "--skip-checks"]
    if subprocess.run(command, cwd=BASE_DIR, env=environ, check=False).returncode:
        raise ServiceError("The migrations failed on an empty database; see above.")


def _remove_old(folder: Path) -> None:
    for path in folder.glob("test-*"):
        if path.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(path, ignore_errors=True)

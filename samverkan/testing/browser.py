"""Finding a Chromium for the journeys, or getting one, or saying how to get one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PLACES = (
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# For headless runs on a machine that may be closed off from the internet, also as root.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(RuntimeError):
    """There is no Chromium and none could be had; the text says how to get one."""


def find() -> str | None:
    """Return the path of a Chromium that is on this machine: CHROMIUM first, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            raise NoBrowser(f"CHROMIUM is {named}, but there is no such program.")
        return path
    candidates = (*NAMES, *PLACES, *_downloaded())
    return next((path for name in candidates if (path := shutil.which(name))), None)


def find_or_get() -> str:
    """Return a Chromium's path, installing one if the machine has none.

    Tries Playwright's download, then apt-get when we are root. Raises NoBrowser.
    """
    found = find()
    if found:
        return found
    print("· no Chromium here; getting one", flush=True)
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways += [["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]]
    for way in ways:
        _try(way)
        found = find()
        if found:
            return found
    raise NoBrowser(
        "The journeys need a Chromium and none could be had. Install one (Debian: "
        "sudo apt-get install chromium) or name one: CHROMIUM=/path/to/chromium make test. "
        "Everything else runs without: make test-fast"
    )


def _downloaded() -> list[str]:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright")).expanduser()
    return [str(path) for path in sorted(cache.glob("chromium-*/chrome-linux*/chrome"))]


def _try(command: list[str]) -> None:
    """Run an installer quietly; whether it helped is seen by looking again."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(
            command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=600, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        print(f"· gave up waiting for: {' '.join(command[:3])}", flush=True)

#!/bin/sh
# How long from `make run` until the site answers: a clean clone with empty caches, then
# again with everything in place. Prints seconds. Stops what it started.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
git clone -q "$here" "$place/en väg med å"
cd "$place/en väg med å"
export PIP_CACHE_DIR="$place/pip" UV_CACHE_DIR="$place/uv" PORT="${PORT:-8765}"

answers() {
    started=$(date +%s.%N)
    make run >"$place/log" 2>&1 &
    run=$!
    until python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$PORT/halsa/', timeout=2)" 2>/dev/null; do
        kill -0 "$run" 2>/dev/null || { cat "$place/log"; exit 1; }
        sleep 0.1
    done
    python3 -c "import time; print(f'$1: {time.time() - $started:.1f} s')"
    kill -TERM "$run"
    wait "$run" 2>/dev/null || true
}

answers "first start, empty caches"
answers "second start"
answers "third start"

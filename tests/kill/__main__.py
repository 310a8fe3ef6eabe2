"""`make kill-test`: the big run and its controls, written to docs/kill-test.md."""

import sys
from dataclasses import fields
from pathlib import Path

from tests.kill.clock import QUICK, REAL
from tests.kill.relay import FAULTS
from tests.kill.run import BEATS, WORKERS, Outcome, run
from tests.kill.storm import Storm

REPORT = Path(__file__).resolve().parent.parent.parent / "docs" / "kill-test.md"
LETTERS = 10_000
# Seconds after the last fault: what is asked for.
PATIENCE = 300.0
HEAD = f"""# The kill test

`make kill-test` wrote this. {LETTERS:,} letters are due at once; {WORKERS} Celery workers,
{BEATS} beats and the sweep send them, with the product's own lease (90 s) and doubt (60 s).
All the while somebody kills them with SIGKILL, and the servers they lean on too. The mail
server hangs, refuses (4xx, 5xx) or drops the line after the final dot one time in twenty. Its
journal of what it took is then laid beside the ledger in the database, by Message-ID.

Another clock than the product's in one thing: the wait after a second refusal is two minutes,
not ten, since the run is judged five minutes after its last fault.
"""
MEANING = {
    "letters": "due at once",
    "sent": "sent, says the ledger",
    "failed": "refused three times: a person is asked",
    "unsettled": "neither, when the time was out",
    "lost": "said to be sent, but the mail server never took it",
    "doubles": "taken once more than once (the same Message-ID)",
    "of_drops": "of those, after the line of that very letter was dropped",
    "of_deaths": "of those, the rest: a death between hand-over and stamp",
    "unmarked": "letters taken twice but not marked as uncertain in the ledger",
    "uncertain": "marked as uncertain at some time",
    "strangers": "taken for another than its recipient",
    "in_flight": "at most so many can the kills have caught in flight",
}


def main() -> int:
    storm = Storm(workers=205, sweeps=10, postgres=3, redis=3, flushes=1)
    big = run(LETTERS, storm, clock=REAL, takes=0.04, patience=PATIENCE)
    controls = {
        name: run(500, Storm(workers=10), clock=QUICK, takes=0.02, patience=10, without=without)
        for name, without in (("stamp, then send", "stamp"), ("no lease", "lease"))
    }
    seen = controls["stamp, then send"].verdict.lost and controls["no lease"].verdict.unmarked
    text = [HEAD, told(big, storm), "## Negative controls, 500 letters\n", table(controls)]
    REPORT.write_text("\n".join(text))
    print(REPORT.read_text())
    return 0 if big.verdict.is_clean and seen else 1


def told(big: Outcome, storm: Storm) -> str:
    kills = ", ".join(f"{count} × {what}" for what, count in sorted(storm.done.items()))
    faults = ", ".join(f"{big.met[fault]} × {fault}" for fault in FAULTS)
    return f"""## The run

Killed or emptied: {kills}.
What the letters met at the mail server: {faults}, and {big.met["taken"]:,} × taken.
The storm lasted {big.stormed:.0f} s; the last letter was settled {big.settled:.0f} s after its
last fault (asked for: at most {PATIENCE:.0f}).

{table({"the run": big})}"""


def table(runs: dict[str, Outcome]) -> str:
    names = list(runs)
    rows = [f"| | {' | '.join(names)} | |", f"|---|{'---:|' * len(names)}---|"]
    for each in fields(next(iter(runs.values())).verdict):
        counts = (f"{getattr(runs[name].verdict, each.name):,}" for name in names)
        rows.append(
            f"| {each.name.replace('_', ' ')} | {' | '.join(counts)} | {MEANING[each.name]} |"
        )
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())

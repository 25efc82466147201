"""One display for many searches: a line that is written over on a terminal, a line for each rep elsewhere."""

from __future__ import annotations

import sys
import time

import click

from scheduler.team.side_by_side import Progress
from scheduler.wording import counted


class Reps:
    """Tells on standard error how many reps are planned, and about how long the others will take."""

    def __init__(self) -> None:
        self.began, self.unserved = time.monotonic(), 0
        self.over = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        """Tell that one more rep is planned."""
        unserved = len(progress.answer.schedule.unserved)
        self.unserved += unserved
        if self.over:
            last = progress.done == progress.total
            click.echo(f"\r\033[K{self._line(progress)}", err=True, nl=last)
        else:
            left = counted(unserved, "visit")
            click.echo(f"  {progress.done} of {progress.total}: {progress.rep_id}, {left} unserved", err=True)

    def _line(self, progress: Progress) -> str:
        left_s = (time.monotonic() - self.began) / progress.done * (progress.total - progress.done)
        rest = f", about {_span(left_s)} left" if progress.done < progress.total else ""
        return f"  {progress.done} of {progress.total} reps planned, {counted(self.unserved, 'visit')} unserved{rest}"


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"

"""The `roundsman` command: a veneer over `commands/`, which it imports only when a verb is used.

Exit codes: 0 done, 1 our fault, 2 bad input or use, 3 the world (network, server, disk). Messages go to standard error.
"""

from __future__ import annotations

import errno
import gc
import importlib
import logging
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

import click

from commands.problem_lines import grouped
from commands.terminal import NeutralStream
from routing.problems import BadInputError, WorldError

VERBS: dict[str, tuple[str, str]] = {
    "demo": ("commands.demo", "Make a workspace from a real small region and run the whole week in it."),
    "init": ("commands.init", "Make a workspace, or bring one to this version."),
    "import": ("commands.import_", "Read accounts, reps, sales and seasons from CSV files."),
    "roads": ("commands.roads", "Build the road network that travel times come from."),
    "territory": ("commands.territory", "Who visits whom: design, ownership, figures, the manager's review."),
    "plan": ("commands.plan", "Plan everybody's visits for some weeks, as a draft."),
    "status": ("commands.status", "How things stand: plans, absences, questions, what is missing, who is overdue."),
    "show": ("commands.show", "Show plans, accounts and territories, as tables, CSV, JSON or GeoJSON."),
    "publish": ("commands.publish", "Put a plan in force."),
    "expense": ("commands.expense", "What was spent on the way, with receipts; allowances for days away."),
    "report": ("commands.report", "Mileage and expenses as CSV, XLSX and PDF."),
    "calendar": ("commands.calendar", "Calendars that reps carry: files, feeds, CalDAV both ways."),
    "crm": ("commands.crm", "Salesforce and HubSpot both ways: accounts and activities in, visits out."),
    "visit": ("commands.visit", "Accept, move, decline or skip a visit, and report it done."),
    "person": ("commands.person", "Who uses the workspace, and what each may do."),
    "serve": ("commands.serve", "Serve pages, the API and feeds, and do the jobs."),
    "worker": ("commands.worker", "Do the jobs that people asked for, and what follows from changes."),
    "connect": ("commands.connect", "Tell other programs of changes by webhooks, and send mail."),
    "backup": ("commands.backup", "Back the workspace up into one file, while it is in use."),
    "restore": ("commands.restore", "Make a workspace anew from a backup."),
    "mileage": ("commands.mileage", "What a trip is paid; the log, the claims and their ledger."),
    "explain": ("commands.explain", "Why a visit is on its day, or left out, and how to serve it."),
    "solve": ("commands.solve", "Solve one problem from a JSON file, without a workspace."),
}
"""Each verb, the module that holds it as `command`, and its line in the overview (kept here: --help stays light)."""


FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})
"""Disks that take no more."""


class UnwritableError(WorldError):
    """Something that was to be written found no room."""


class Verbs(click.Group):
    """A group whose verbs are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the verbs in the order of a week's work."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the verb that was asked for."""
        if cmd_name not in VERBS:
            return None
        command = importlib.import_module(VERBS[cmd_name][0]).command
        assert isinstance(command, click.Command)  # noqa: S101 - a module of ours
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out a verb; a reader that has seen enough ends it well, a disk that is full is the world's fault."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), _number(sys.stdout))
            raise click.exceptions.Exit(0) from None
        except OSError as error:
            if error.errno not in FULL:
                raise
            where = f" {error.filename}" if error.filename else " what was asked"
            raise UnwritableError(f"Cannot write{where}: {error.strerror}. Make room, or name another file.") from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the overview without importing any verb."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="roundsman")
def roundsman() -> None:
    """Plan the rounds of field sales teams: territories, rotating schedules on real roads, calendars and mileage."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit with its code."""
    seek_garbage_seldom()
    sys.exit(run(arguments))


def seek_garbage_seldom() -> None:
    """Let the process look for garbage less often: what a verb reads and makes stays, and little of it is a circle.

    Of a team of fifty, looking as often as usual takes a third of the time before the search.
    """
    gc.set_threshold(50_000, 20, 50)


def run(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code; what went wrong is written to standard error without a traceback."""
    out, err = NeutralStream(sys.stdout), NeutralStream(sys.stderr)
    with redirect_stdout(cast("TextIO", out)), redirect_stderr(cast("TextIO", err)):
        words = sys.argv[1:] if arguments is None else arguments
        unread = [word for word in (*words, *_environment()) if not _is_text(word)]
        if unread:
            return _said(f"{unread[0]!r} is not UTF-8. Set the terminal to UTF-8, or write it otherwise.", 2)
        return _run(words)


def _run(words: list[str]) -> int:
    _hear()
    try:
        result: Any = roundsman.main(args=words, prog_name="roundsman", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except BadInputError as error:
        return _said("\n".join(grouped(error.problems)), 2)
    except (WorldError, click.Abort) as error:
        return _said(str(error) or "Stopped.", 3)
    except Exception as error:  # whatever else comes up here is our fault: said in words, with exit code 1
        if os.environ.get("ROUNDSMAN_TRACEBACK"):
            raise
        remedy = "Please report it, with what this prints when ROUNDSMAN_TRACEBACK=1 is set."
        return _said(f"This is a fault of roundsman: {error!r}. {remedy}", 1)
    return result if isinstance(result, int) else 0


def _environment() -> list[str]:
    return [value for name, value in os.environ.items() if name.startswith("ROUNDSMAN_")]


def _is_text(word: str) -> bool:
    """Return whether a word of the command line was UTF-8; other bytes come as lone surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in word)


def _hear() -> None:
    """Let our rooms tell what takes a while; what libraries say of their retries is in our own errors already."""
    logging.basicConfig(format="%(message)s")
    for room in ("routing", "scheduler", "territory", "store", "office", "reports"):
        logging.getLogger(room).setLevel(logging.INFO)
    for library in ("geopy", "urllib3"):
        logging.getLogger(library).setLevel(logging.CRITICAL)


def _number(stream: TextIO) -> int:
    """Return a stream's number, that of standard output where it has none."""
    try:
        return stream.fileno()
    except OSError:
        return 1


def _said(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


if __name__ == "__main__":
    main()

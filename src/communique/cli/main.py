"""`communique`: the verbs, and how what goes wrong is told."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from cyclopts import App, CycloptsError

from communique import __version__
from communique.errors import CommuniqueError, UsageError

HELP = """\
communique reads what governments and reporters publish about diplomacy and keeps the record: who met whom, who
said what, what was agreed, and which source says so.

`--record FILE` names the record (default record.db, or what COMMUNIQUE_RECORD says), before or after the verb.
"""

VERBS = (
    ("Work", "communique.cli.keeping", ("add", "status", "verify")),
    ("Work", "communique.cli.publishing", ("publish",)),
    ("Work", "communique.cli.review", ("review",)),
    ("Work", "communique.cli.rule", ("rule",)),
    ("Work", "communique.cli.serve", ("serve", "token")),
    (
        "Listings",
        "communique.cli.listings",
        (
            *("documents", "engagements", "actors", "statements", "instruments", "discrepancies", "findings"),
            *("mentions", "search"),
        ),
    ),
    ("Listings", "communique.cli.wording", ("echoes",)),
    ("Listings", "communique.cli.positions", ("positions",)),
    ("Listings", "communique.cli.commitments", ("commitments", "demands")),
    ("Looks", "communique.cli.compare", ("compare",)),
    ("Looks", "communique.cli.wording", ("wording",)),
    ("Looks", "communique.cli.looks", ("timeline", "show")),
)

FAILED, USAGE, INTERRUPTED = 1, 2, 130


def app(every: bool = False) -> App:
    """The application. A verb's module is imported when the verb is used, or all of them where `every` is wanted."""
    verbs = App(
        name="communique",
        help=HELP,
        version=__version__,
        result_action="return_value",
        suppress_keyboard_interrupt=False,  # it would end the program without a word
    )
    for group, module, names in VERBS:
        for name in names:
            if every:
                verbs.command(getattr(import_module(module), name), name=name, group=group)
            else:
                verbs.command(f"{module}:{name}", name=name, group=group)
    return verbs


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status: 0 done, 1 failed, 2 asked wrongly."""
    tokens = record_last(list(sys.argv[1:] if arguments is None else arguments))
    try:
        status = app(not tokens or tokens[0].startswith("-"))(tokens, exit_on_error=False, print_error=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except CycloptsError as error:
        return complain(_one_line(str(error)), USAGE)
    except UsageError as error:
        return complain(str(error), USAGE)
    except CommuniqueError as error:
        return complain(str(error), FAILED)
    except BrokenPipeError:
        # The reader has seen enough. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return complain("interrupted: try the same command again, it goes on where it stopped", INTERRUPTED)


def program() -> NoReturn:
    """The process `communique`: once the work is done and told, an interruption is too late to undo its exit status."""
    status = main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if status == INTERRUPTED:  # Python may remember that it came while a string was executed, and end by the signal
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def record_last(tokens: list[str]) -> list[str]:
    """`--record FILE` from before the verb to right after it, where the verb's own options are."""
    taken: list[str] = []
    while tokens and (tokens[0] == "--record" or tokens[0].startswith("--record=")):
        width = 1 if "=" in tokens[0] else 2
        taken += tokens[:width]
        tokens = tokens[width:]
    return [*tokens[:1], *taken, *tokens[1:]]


def complain(message: str, status: int) -> int:
    print(f"communique: {_one_line(message)}", file=sys.stderr)
    return status


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


if __name__ == "__main__":
    program()

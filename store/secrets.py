"""Secrets for other programs' servers: in a file beside the workspace that its owner alone reads, or the environment.

The database holds neither a secret nor a command that prints one: what can be written by a page must not run.
"""

from __future__ import annotations

import json
import os
import re
import stat
import tempfile
from pathlib import Path

from routing.problems import BadInputError, Problem, WorldError
from routing.sentences import sentence

FILE = "secrets.json"
PREFIX = "ROUNDSMAN_SECRET_"
"""Of the variables that may be named: whoever names one could have it sent to a server of theirs."""

_NAME = re.compile(rf"{PREFIX}[A-Z0-9_]+")


class NoSecretError(WorldError):
    """A secret is not where it should be, or others could read it there."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(sentence("The secret in {where} cannot be used: {reason}.", where=where, reason=reason))


def is_variable(name: str) -> bool:
    """Return whether a variable of this name may hold a secret."""
    return _NAME.fullmatch(name) is not None


def secret_of_variable(name: str) -> str:
    """Return the secret that a variable of the environment holds.

    Raises
    ------
    NoSecretError
        If it is not set, or no variable for secrets.
    """
    if not is_variable(name):
        raise NoSecretError(name, sentence("only variables that begin with {prefix} hold secrets", prefix=PREFIX))
    secret = os.environ.get(name, "")
    if not secret:
        raise NoSecretError(sentence("the variable {name}", name=name), "it is not set where this runs")
    return secret


def keep_secret(folder: Path, name: str, secret: str) -> None:
    """Keep a secret in the workspace's file under a name; others stay."""
    _write(folder, {**_read(folder), name: secret})


def forget_secret(folder: Path, name: str) -> None:
    """Forget the secret that the workspace's file keeps under a name, if there is one."""
    kept = _read(folder)
    if name in kept:
        _write(folder, {one: secret for one, secret in kept.items() if one != name})


def kept_secret(folder: Path, name: str) -> str:
    """Return the secret that the workspace's file keeps under a name; raises `NoSecretError` if there is none."""
    found = _read(folder).get(name, "")
    if not found:
        raise NoSecretError(str(folder / FILE), sentence("it has none for {name}", name=name))
    return found


def stated_secret(folder: Path, name: str, variable: str) -> str:
    """Return a secret from the variable where one is stated, else from the workspace's file; raises `NoSecretError`."""
    return secret_of_variable(variable) if variable else kept_secret(folder, name)


def told_secret(secret: str, variable: str) -> str:
    """Return the secret that somebody gives as it is or by the variable that holds it.

    Raises
    ------
    BadInputError
        If both are given or neither, or the variable may hold no secret.
    NoSecretError
        If the variable is not set.
    """
    if bool(secret) == bool(variable):
        cause = "either the secret or the variable that holds it is needed"
        raise BadInputError([Problem("secret-missing", "secret", cause, "Give one of the two.")])
    if variable and not is_variable(variable):
        cause, action = (
            sentence("{variable!r} is no variable for secrets", variable=variable),
            sentence("Let its name begin with {prefix}.", prefix=PREFIX),
        )
        raise BadInputError([Problem("secret-variable", "secret", cause, action)])
    return secret or secret_of_variable(variable)


def _read(folder: Path) -> dict[str, str]:
    path = folder / FILE
    try:
        with path.open(encoding="utf-8") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise NoSecretError(str(path), "others may read it; run chmod 600 on it")
            found = json.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise NoSecretError(str(path), sentence("it cannot be read ({name})", name=type(error).__name__)) from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise NoSecretError(str(path), "it is no object of texts")
    return found


def _write(folder: Path, secrets: dict[str, str]) -> None:
    """Write the file whole or not at all; it is the owner's alone from its first octet on."""
    try:
        number, name = tempfile.mkstemp(prefix=".secrets-", dir=folder)  # made with mode 0600
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                json.dump(secrets, file, indent=1, sort_keys=True)
            Path(name).replace(folder / FILE)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NoSecretError(
            str(folder / FILE), sentence("it cannot be written ({strerror})", strerror=error.strerror)
        ) from error

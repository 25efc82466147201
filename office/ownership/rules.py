"""Ownership by rules: a new rule file takes effect, conflicts are decided, and who owns what answers why.

The first layer of the rules is the one that is visited by. Rules and everybody else write one timeline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.door import Act, reads, thinks, works
from office.ownership.decisions import decision_of, first_today, keep_owners, refuse, require_owners_as_seen
from office.ownership.overlay_calls import follow_overlays
from office.ownership.rule_books import account_facts, book_on, read_rules_file, with_rulings
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.accounts import read_accounts, read_reps
from store.changes import revision
from store.database import Connection
from store.ownership import layers_owned, owners_on, read_rulings, rows_by_account, rows_of_account, undone_decisions
from store.review import add_file
from territory.accounts import Account, Rep
from territory.manager_files import ManagerFile
from territory.ownership.coverage import LayerCoverage, Overlap, coverage, overlaps
from territory.ownership.decide import claims_on, decide
from territory.ownership.facts import AccountFacts
from territory.ownership.fitness import Unfit, unfit_owners
from territory.ownership.stated import Key, Stated, Yielding, answers_from, state
from territory.ownership.timeline import VISITS, DecisionKind, Owned, flatten, row_on
from territory.ownership.values import Claim, Conflict, Ownership, RuleBook, Ruling


@dataclass(frozen=True, slots=True)
class Ruled:
    """What applying the rules changed and what it leaves open.

    Attributes
    ----------
    changed : int
        Accounts and layers whose owner is another from that day on.
    handed_over : int
        Accounts that another rep visits from that day on.
    unowned : tuple of str
        Accounts that the rules give to nobody in the first layer: whoever visited them goes on until that is decided.
    yielding : tuple of Yielding
        Where something else was decided since the rules last spoke: it stays, and the rule yields.
    unfit : tuple of Unfit
        Accounts whose owner may not visit them.
    decision : int
        The number of the decision, 0 where nothing changed.
    unvisited : tuple of str
        Those of `unowned` that nobody visited before: nobody goes on with them.
    """

    on: date
    changed: int
    handed_over: int
    unowned: tuple[str, ...]
    coverage: tuple[LayerCoverage, ...]
    overlaps: tuple[Overlap, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]
    yielding: tuple[Yielding, ...] = ()
    unfit: tuple[Unfit, ...] = ()
    decision: int = 0
    unvisited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnerChange:
    """An account that would be somebody else's in a layer: territories and reps before and after, empty for nobody."""

    account: Account
    layer: str
    territories: tuple[str, str]
    reps: tuple[str, str]


@dataclass(frozen=True, slots=True)
class RulesTried:
    """What rules would change: in figures, and account by account."""

    ruled: Ruled
    changes: tuple[OwnerChange, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Who owned an account on a day, in one layer, and every claim there was by the rules of that day."""

    owned: Owned
    layer: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What rules are applied to, read at one revision."""

    revision: int
    accounts: tuple[Account, ...]
    reps: tuple[Rep, ...]
    facts: tuple[AccountFacts, ...]
    rows: Mapping[Key, tuple[Owned, ...]]
    undone: frozenset[int]


@works
def set_rules(act: Act, file: ManagerFile) -> Ruled:
    """Put a rule file in force from its day on; the days before stay as they were decided.

    Raises
    ------
    BadInputError
        For what is wrong with the file, a rep who is not known, or a day on which somebody owned accounts already.
    """
    known, book, made = _by_file(act, file)
    with act.writing() as connection:
        require_owners_as_seen(act, known.revision)
        summary = sentence("rules {name} from {day}", name=file.name, day=file.valid_from)
        kept = keep_owners(act, made.rows, decision_of(act, DecisionKind.RULES, summary))
        add_file(connection, file, act.now, kept.number)
        follow_overlays(act, file.valid_from)
        return act.answer(_ruled(known, book, made, file.valid_from, kept.number))


@thinks
def try_rules(act: Act, file: ManagerFile) -> RulesTried:
    """Return what `set_rules` would change and leave open; nothing is kept, and it raises what that would."""
    known, book, made = _by_file(act, file)
    ruled = _ruled(known, book, made, file.valid_from, 0)
    accounts = {account.id: account for account in known.accounts}
    changes = [
        OwnerChange(
            accounts[row.account_id],
            _layer_name(book, row.layer),
            (before[0] if before else "", row.territory),
            (before[1] if before else "", row.rep_id),
        )
        for row, before in _changed(known, made, file.valid_from)
    ]
    return RulesTried(ruled, tuple(sorted(changes, key=lambda one: (one.layer, one.reps, one.account.id))))


def _by_file(act: Act, file: ManagerFile) -> tuple[_Known, RuleBook, Stated]:
    book = read_rules_file(file)
    with act.reading() as connection:
        act.require_everything("rules")
        known = _known(connection)
        refuse(_unknown_reps(known.reps, book, file.name))
        book = with_rulings(book, read_rulings(connection, book.layers[0].id))
    return known, book, _stated(known, book, file.valid_from)


@works
def apply_rules(act: Act, on: date | None = None) -> Ruled:
    """Decide again from a day on, by default today, by the rules in force: accounts have come, gone or changed."""
    with act.reading() as connection:
        act.require_everything("rules")
        known, day = _known(connection), on or first_today(act)
        book = _book(connection, day)
    made = _stated(known, book, day)
    with act.writing():
        require_owners_as_seen(act, known.revision)
        if not made.rows:
            if not follow_overlays(act, day):
                act.changed_nothing()
            return act.answer(_ruled(known, book, made, day, 0))
        kept = keep_owners(
            act, made.rows, decision_of(act, DecisionKind.RULES, sentence("owners by the rules from {day}", day=day))
        )
        follow_overlays(act, day)
        return act.answer(_ruled(known, book, made, day, kept.number))


@works
def decide_conflict(
    act: Act, account_id: str, territory: str, layer: str, *, on: date | None = None, reason: str = ""
) -> Ruled:
    """Keep a decision on a conflict; a territory without a claim of the highest rank is refused."""
    with act.reading() as connection:
        act.require_account(account_id)
        known, day = _known(connection), on or first_today(act)
        book = _book(connection, day)
    _require_claim(decide(book, known.facts, day).conflicts, account_id, territory, layer)
    ruling = Ruling(account_id, layer, territory, day, act.who.id, reason)
    book = with_rulings(book, [ruling])
    key = (account_id, VISITS if layer == book.layers[0].id else layer)
    rows = answers_from(book, known.facts, day)[key]
    with act.writing():
        require_owners_as_seen(act, known.revision)
        summary = sentence(
            "{account} is {territory}'s in {layer}", account=account_id, territory=territory, layer=layer
        )
        kept = keep_owners(act, rows, decision_of(act, DecisionKind.RULING, summary, reason))
        follow_overlays(act, day)
        return act.answer(_ruled(known, book, Stated(rows, ()), day, kept.number))


@reads
def explain_owner(act: Act, account_id: str, on: date | None = None) -> tuple[Why, ...]:
    """Return who owned an account on a day, by default today, layer by layer; empty before its first owner."""
    day = on or first_today(act)
    facts = [fact for fact in _facts(act.connection) if fact.account.id == account_id]
    if not facts:
        raise BadInputError([unknown_account(account_id)])
    act.require_account(account_id)
    book = book_on(act.connection, day)
    claims = claims_on(book, facts[0], day) if book and not facts[0].account.call_of else ()
    found = []
    for layer, rows in rows_of_account(act.connection, account_id).items():
        row, name = row_on(flatten(rows), day), _layer_name(book, layer)
        if row is not None:
            found.append(Why(row, name, tuple(claim for one, claim in claims if one == name)))
    return tuple(found)


@reads
def list_owners(act: Act, on: date | None = None, layer: str = "") -> tuple[Owned, ...]:
    """Return who owns what on a day in a layer, by default the one that is visited by, by account."""
    day = on or first_today(act)
    book = book_on(act.connection, day)
    key = VISITS if not layer or (book and layer == book.layers[0].id) else layer
    names = sorted({_layer_name(book, one) for one in layers_owned(act.connection)})
    if key != VISITS and layer not in names:
        cause, action = (
            sentence("there is no layer {layer!r}", layer=layer),
            sentence("There are: {names}.", names=", ".join(names)),
        )
        raise BadInputError([Problem("layer-unknown", "layer", cause, action)])
    owned = owners_on(act.connection, day, key)
    return tuple(owned[one] for one in sorted(owned) if act.accounts is None or one in act.accounts)


def unknown_account(account_id: str) -> Problem:
    """Return the problem of an account that there is not."""
    return Problem("account-unknown", account_id, "there is no such account", "Check the id: roundsman show accounts.")


def _stated(known: _Known, book: RuleBook, since: date) -> Stated:
    return state(answers_from(book, known.facts, since), known.rows, since, known.undone)


def _known(connection: Connection) -> _Known:
    rows = {
        (account, layer): mine
        for layer in layers_owned(connection)
        for account, mine in rows_by_account(connection, layer).items()
    }
    accounts = tuple(read_accounts(connection))
    facts = account_facts(connection, [one for one in accounts if not one.call_of])
    undone = undone_decisions(connection)
    return _Known(revision(connection), accounts, tuple(read_reps(connection)), facts, rows, undone)


def _ruled(known: _Known, book: RuleBook, made: Stated, on: date, decision: int) -> Ruled:
    ownership = decide(book, known.facts, on)
    before = _before(known, on)
    began = [row for row in made.rows if row.valid_from == on]
    visits = [row for row in began if row.layer == VISITS and row.rep_id]
    handed = [row for row in visits if (_held(before.get((row.account_id, VISITS))) or ("", ""))[1] != row.rep_id]
    owners = {account: row.rep_id for (account, layer), row in before.items() if layer == VISITS and row is not None}
    owners |= {row.account_id: row.rep_id for row in began if row.layer == VISITS}
    accounts = {account.id: account for account in known.accounts}
    unowned = _open(book, ownership)
    return Ruled(
        on,
        len(_changed(known, made, on)),
        len(handed),
        unowned,
        coverage(book.layers, ownership, accounts),
        overlaps(book, on),
        tuple(conflict for conflict in ownership.conflicts if conflict.ruling is None),
        ownership.problems,
        made.yielding,
        unfit_owners(owners, known.accounts, known.reps),
        decision,
        tuple(account for account in unowned if not owners.get(account)),
    )


def _before(known: _Known, on: date) -> dict[Key, Owned | None]:
    return {key: row_on(flatten(rows), on) for key, rows in known.rows.items()}


def _changed(known: _Known, made: Stated, on: date) -> list[tuple[Owned, tuple[str, str] | None]]:
    """Return the rows that begin on a day and give an account to another, with who had it: territory and rep."""
    before = _before(known, on)
    began = [(row, _held(before.get((row.account_id, row.layer)))) for row in made.rows if row.valid_from == on]
    return [(row, held) for row, held in began if held != (row.territory, row.rep_id)]


def _held(row: Owned | None) -> tuple[str, str] | None:
    return None if row is None else (row.territory, row.rep_id)


def _open(book: RuleBook, ownership: Ownership) -> tuple[str, ...]:
    first = book.layers[0].id
    return tuple(own.account for own in ownership.owned if own.layer == first and not own.rep)


def _layer_name(book: RuleBook | None, layer: str) -> str:
    return layer or (book.layers[0].id if book else "visits")


def _require_claim(conflicts: Sequence[Conflict], account: str, territory: str, layer: str) -> None:
    mine = [one for one in conflicts if (one.account, one.layer) == (account, layer)]
    claimants = [claim.territory for one in mine for claim in one.claims]
    if territory in claimants:
        return
    action = (
        sentence("Choose one of: {names}.", names=", ".join(claimants))
        if claimants
        else "It is in no conflict; change a rule instead."
    )
    cause = sentence("territory {territory!r} has no equal claim on it", territory=territory)
    raise BadInputError([Problem("no-such-claim", sentence("account {account}", account=account), cause, action)])


def _book(connection: Connection, day: date) -> RuleBook:
    book = book_on(connection, day)
    if book is None:
        action = "Give some: roundsman territory owners rules FILE."
        raise BadInputError(
            [Problem("no-rules", sentence("owners on {day}", day=day), "no rules are in force", action)]
        )
    return book


def _facts(connection: Connection) -> tuple[AccountFacts, ...]:
    return account_facts(connection, read_accounts(connection))


def _unknown_reps(reps: Sequence[Rep], book: RuleBook, name: str) -> list[Problem]:
    known = {rep.id for rep in reps}
    return [
        Problem(
            "rep-unknown",
            f"{name} [[territory]] ({territory.id})",
            sentence("there is no rep {rep!r}", rep=held.rep),
            "Import the rep.",
        )
        for territory in book.territories
        for held in territory.holdings
        if held.rep not in known
    ]

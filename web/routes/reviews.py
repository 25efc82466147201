"""The review on pages: coverage, targets, fairness, and the review itself with what can be done from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Form, Request, Response
from fastapi.responses import RedirectResponse

from office.ownership.covers import list_covers
from office.ownership.moves import MoveOrder, exchange_accounts
from office.permissions import allowed
from office.remembered import keep_drawn
from office.reviews.budgets import allot_budget
from office.reviews.fairness import MEASURES, find_attainable, weigh_fairness
from office.reviews.kept import ReviewSeen, read_review
from office.reviews.manager_files import accept_intervals, take_baseline
from office.reviews.reviews import answer_finding, write_note
from reports import drawings
from reports.agenda import agenda
from reports.paper import Part
from reports.review import paper
from reports.review_parts.after_visits import after_visits_part
from reports.review_parts.base import base_part
from reports.review_parts.budgets import allotments, budgets_part
from reports.review_parts.customers import customers_part
from reports.review_parts.experiments import experiments_part
from reports.review_parts.formulas import formulas
from reports.review_parts.remarks import notes_part, told_part
from reports.review_parts.seasons import seasons_part
from reports.review_parts.standing import standing_part, weeks_part
from reports.review_parts.targets import kpis_part, performance_part, targets_part
from reports.speech import Speech, speech_of
from reports.svg import Drawing
from routing.problems import BadInputError, Problem
from scheduler.review.analysis import Analysis
from web.guard import TheOffice, Who
from web.pages import Format, language_of, page
from web.routes.table import Routes

ROUTES = Routes()

Text = Annotated[str, Form()]
Texts = Annotated[list[str], Form()]
Shown = tuple[Part, tuple[Drawing, ...]]


@ROUTES.get("/reports/coverage", ("read_review",))
def coverage(request: Request, office: TheOffice, who: Who) -> Response:
    """Show how the territories stand, and what became of what was planned."""
    seen = read_review(office, who)
    return _page(request, "coverage", seen, _kept_parts(request, office, seen, "coverage", _coverage))


def _coverage(found: Analysis, say: Speech) -> list[Shown]:
    return [
        (standing_part(found, say), drawings.standing_drawings(found, say)),
        (weeks_part(found, say), drawings.weeks_drawings(found, say)),
        (after_visits_part(found, say), ()),
    ]


def _kept_parts(
    request: Request, office: TheOffice, seen: ReviewSeen, name: str, make: Callable[[Analysis, Speech], list[Shown]]
) -> list[Shown]:
    """Return parts of a review that everybody who sees all of it sees alike; they are made once for a language."""
    say = speech_of(seen.analysis, language_of(request))
    if not seen.whole:
        return make(seen.analysis, say)
    return keep_drawn(
        office, f"review {name} {say.language}", seen.analysis, lambda: make(seen.analysis, say)
    )  # fmt: skip


@ROUTES.get("/reports/targets", ("read_review",))
def targets(request: Request, office: TheOffice, who: Who) -> Response:
    """Show targets, key figures, and sales beside potential with what is foretold."""
    seen = read_review(office, who)
    found, say = seen.analysis, speech_of(seen.analysis, language_of(request))
    parts: list[Shown] = [
        (targets_part(found, say), drawings.target_drawings(found, say)),
        (kpis_part(found, say), ()),
        (performance_part(found, say), drawings.sales_drawings(found, say)),
    ]
    return _page(request, "targets", seen, parts)


@ROUTES.get("/reports/fairness", ("weigh_fairness",))
def fairness(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what the plan in force asks of each rep, and how equally."""
    found, words = weigh_fairness(office, who), Format(language_of(request))
    drawn = drawings.fairness_drawings(found, lambda name: words.t(f"fairness.{name}"))
    names = {one.rep_id: one.name for one in found.shares}
    return page(request, "fairness.html", found=found, drawn=drawn, measures=MEASURES, names=names)


@ROUTES.get("/reports/fairness/attainable", ("find_attainable",))
def fairness_attainable(request: Request, office: TheOffice, who: Who) -> Response:
    """Show how evenly potential could be shared at best: a search, so that it comes after the page."""
    return page(request, "fairness_attainable.html", best=find_attainable(office, who))


@ROUTES.get("/reports/review", ("read_review",))
def review(request: Request, office: TheOffice, who: Who) -> Response:
    """Show what needs a decision, with forms to apply it, and what the figures rest on."""
    seen = read_review(office, who)
    may = {name: allowed(who, verb) for name, verb in _ACTS.items()}
    say = speech_of(seen.analysis, language_of(request))
    return page(
        request,
        "review.html",
        seen=seen,
        say=say,
        formulas=formulas(say),
        goes=_goes(seen.analysis),
        allotted=allotments(seen.analysis),
        names={one.id: one.name for one in seen.analysis.known.accounts},
        parts=_kept_parts(request, office, seen, "whole", _whole)
        if seen.whole
        else [(notes_part(seen.analysis, say), ())],
        **may,
    )


_ACTS = {
    "intervals": "accept_intervals",
    "moves": "move_account",
    "leads": "find_account_owners",
    "budgets": "allot_budget",
    "answers": "answer_finding",
    "notes": "write_note",
    "baselines": "take_baseline",
}


def _goes(found: Analysis) -> dict[int, list[tuple[str, str]]]:
    """Return to which rep each account of a suggested move goes, by the rank of the suggestion; no vacant ones."""
    held, goes = found.known.owners.reps, {}
    for rank, one in enumerate(found.review.proposals):
        if one.kind in ("move", "swap"):
            reps = [held.get(str(one.what[place]), "") for place in ("target", "source")]
            if all(reps[: len(one.accounts)]):
                goes[rank] = list(zip(one.accounts, reps, strict=False))
    return goes


def _whole(found: Analysis, say: Speech) -> list[Shown]:
    """Return the parts that are about everybody together."""
    makers = (customers_part, experiments_part, base_part, budgets_part, notes_part, told_part)
    parts: list[Shown] = [(made(found, say), ()) for made in makers]
    return [*parts[:2], (seasons_part(found, say), drawings.season_drawings(found, say)), *parts[2:]]


@ROUTES.get("/reports/review.pdf", ("read_review",))
def review_pdf(request: Request, office: TheOffice, who: Who) -> Response:
    """Send the whole review as PDF; whoever sees a region only has the pages."""
    from reports.pdf import pdf_bytes  # noqa: PLC0415 - a page needs no file

    seen = read_review(office, who, newest=True)
    if not seen.whole:
        cause = "the printed review is about everybody, and you see a region"
        raise BadInputError([Problem("not-yours", "review", cause, "Use the pages, or ask whoever sees everything.")])
    name = f"review-{seen.analysis.review.today}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(
        pdf_bytes(paper(seen.analysis, language_of(request))), media_type="application/pdf", headers=headers
    )


@ROUTES.get("/reports/agenda.pdf", ("read_review",))
def agenda_pdf(request: Request, office: TheOffice, who: Who) -> Response:
    """Send the agenda of the review meeting, to be printed: with room for what is decided."""
    from reports.pdf import pdf_bytes  # noqa: PLC0415 - a page needs no file

    seen = read_review(office, who, newest=True)
    made = pdf_bytes(agenda(seen.analysis, list_covers(office, who), language_of(request)))
    name = f"agenda-{seen.analysis.review.today}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(made, media_type="application/pdf", headers=headers)


@ROUTES.post("/reports/review/moves", ("move_account",))
def moves(
    request: Request,
    office: TheOffice,
    who: Who,
    account: Annotated[list[str], Form()],
    rep: Annotated[list[str], Form()],
) -> Response:
    """Carry out a move or an exchange that was suggested: each account goes to the rep beside it."""
    if len(account) != len(rep):
        raise BadInputError([Problem("move-unclear", "review", "each account needs its rep", "Look at it again.")])
    exchange_accounts(office, who, [MoveOrder(*pair) for pair in zip(account, rep, strict=True)])
    return _back(request)


@ROUTES.post("/reports/review/budgets", ("allot_budget",))
def budgets(request: Request, office: TheOffice, who: Who, kind: Text, year: Annotated[int, Form()]) -> Response:
    """Allot the budget of a kind and year by potential."""
    allot_budget(office, who, kind, year)
    return _back(request)


@ROUTES.post("/reports/review/intervals", ("accept_intervals",))
def intervals(request: Request, office: TheOffice, who: Who, account: Annotated[list[str], Form()]) -> Response:
    """Put the suggested intervals of some accounts in force."""
    accept_intervals(office, who, account)
    return _back(request)


@ROUTES.post("/reports/review/findings", ("answer_finding",))
def finding(request: Request, office: TheOffice, who: Who, key: Text, why: Text) -> Response:
    """Leave a finding as it is, with the reason."""
    answer_finding(office, who, key, why)
    return _back(request)


@ROUTES.post("/reports/review/notes", ("write_note",))
def note(request: Request, office: TheOffice, who: Who, territory: Text, text: Text) -> Response:
    """Write into the notebook of a territory."""
    if not text.strip():
        raise BadInputError([Problem("note-empty", territory, "the note says nothing", "Write something.")])
    write_note(office, who, territory, text.strip())
    return _back(request)


@ROUTES.post("/reports/review/baselines", ("take_baseline",))
def baseline(request: Request, office: TheOffice, who: Who, name: Text) -> Response:
    """Freeze the key figures of today under a name."""
    take_baseline(office, who, name.strip())
    return _back(request)


def _page(request: Request, name: str, seen: ReviewSeen, parts: list[Shown]) -> Response:
    told = formulas(speech_of(seen.analysis, language_of(request)))
    return page(request, "review_parts.html", name=name, seen=seen, parts=parts, formulas=told)


def _back(request: Request) -> Response:
    return RedirectResponse(request.scope.get("root_path", "") + "/reports/review", 303)

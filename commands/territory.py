"""`roundsman territory`: who visits whom, how it stands, what to change. Each verb is imported when it is called."""

from __future__ import annotations

import click

from commands.verbs import Table, Verbs

VERBS: Table = {
    "design": ("commands.territory_design", "design", "Divide all accounts among all reps."),
    "seats": ("commands.territory_assign", "seats", "Draw territories wherever they are best, then assign the reps."),
    "assign": ("commands.territory_assign", "assign_reps", "Which rep takes which territory, and who cannot."),
    "compare": ("commands.territory_compare", "compared", "Several designs side by side, as a table and in pictures."),
    "by-routes": (
        "commands.territory_by_routes",
        "by_routes",
        "Accounts choose their rep by the rounds, within limits.",
    ),
    "realign": ("commands.territory_realign", "realign", "Back into tolerance with few moves, week by week."),
    "redate": ("commands.territory_redate", "redate", "Let planned hand-overs follow the deals that they wait for."),
    "curves": ("commands.territory_curves", "curves", "Travel against moves; equal chance against experience."),
    "price": ("commands.territory_price", "price", "Judge a design by real routes."),
    "areas": ("commands.territory_areas", "areas", "Territories as GeoJSON areas without overlap or hole."),
    "export": ("commands.territory_areas", "export", "Territories as files that a stranger can check."),
    "lead": ("commands.territory_lead", "lead", "Whose a new account is, and why; keep it."),
    "move": ("commands.territory_move", "move", "Give one account to one rep, on a date."),
    "retire": ("commands.territory_move", "retire", "Let a rep go: who takes the accounts."),
    "decisions": ("commands.territory_move", "decisions", "What was decided about owners, by whom and why."),
    "undo": ("commands.territory_move", "undo", "Take a decision about owners back."),
    "reps": ("commands.territory_reps", "reps", "What each rep can do, and the deals won by sector."),
    "cover": ("commands.territory_cover", "cover", "Who looks after a rep's accounts for a time."),
    "size": ("commands.territory_curves", "size", "How many reps the work asks for, and what one more earns."),
    "owners": (
        "commands.territory_owners",
        "owners",
        "Rules of ownership, their gaps and conflicts; who owned what, and why.",
    ),
    "review": (
        "commands.territory_review",
        "review",
        "What has drifted, what was done, what to do next; HTML and PDF.",
    ),
    "note": ("commands.territory_review", "note", "Write into a territory's notebook."),
    "local": ("commands.territory_local", "local", "Other intervals or hours for one territory's accounts."),
    "rollout": ("commands.territory_rollout", "rollout", "What an experiment showed goes on, stage by stage."),
    "agenda": ("commands.territory_agenda", "agenda", "What visits are about: an account's, a segment's, everybody's."),
    "baseline": ("commands.territory_review", "baseline", "Freeze key figures, or compare with frozen ones."),
    "keep": ("commands.territory_figures", "keep", "Keep targets or a policy."),
    "worth": ("commands.territory_worth", "worth", "Every account by what is still to win there."),
    "traits": ("commands.territory_figures", "traits", "Read what rules and scores ask of accounts."),
    "seasons": ("commands.territory_figures", "seasons", "Learn seasons from sales, and plan by them."),
    "intervals": ("commands.territory_figures", "intervals", "Suggest how often to call, and accept it."),
    "values": ("commands.territory_figures", "values", "What a visit is worth by the account's score; plan by it."),
    "potential": ("commands.territory_figures", "potential", "The map of potential as GeoJSON."),
    "mend": ("commands.territory_figures", "mend", "What is wrong with the accounts' data."),
}


@click.group(cls=Verbs, verbs=VERBS)
def command() -> None:
    """Who visits whom: design and realignment, ownership, figures, review."""

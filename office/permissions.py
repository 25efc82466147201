"""What each role may do: one table, verb by verb. How far a role reaches is the grant's (`office.rows`)."""

from __future__ import annotations

from office.people import Person, Role
from routing.problems import BadInputError, Problem

REP, MANAGER, PLANNER = Role.REP, Role.MANAGER, Role.PLANNER
FINANCE, ADMINISTRATOR = Role.FINANCE, Role.ADMINISTRATOR
EVERYBODY = tuple(Role)


class NotAllowedError(BadInputError):
    """The person has no role that may do this."""

    def __init__(self, who: Person, verb: str) -> None:
        self.who, self.verb = who, verb
        roles = ", ".join(sorted(role.value for role in ROLES_OF[verb])) or "nobody"
        cause = f"{who.name} may not do this; it is for: {roles}"
        super().__init__([Problem("not-allowed", verb, cause, "Ask an administrator for the role.")])


ROLES_OF: dict[str, frozenset[Role]] = {}
"""The roles that may do each verb; a use case that does not stand here fails a test, and is allowed to nobody."""


def _grant(verbs: str, *roles: Role) -> None:
    for verb in verbs.split():
        ROLES_OF[verb] = frozenset(roles)


# people
_grant("list_people save_person remove_person invite_person", ADMINISTRATOR)
_grant("change_password list_sessions end_session make_token list_tokens revoke_token change_preferences", *EVERYBODY)

# visits

# calendars

# fixed dates, rules of accounts, seasons
_grant("add_absence cancel_absence", REP, PLANNER)
_grant("add_appointment cancel_appointment add_ride_along cancel_ride_along", PLANNER)
_grant("add_company_day change_season change_weights change_nights make_journey", PLANNER)
_grant("change_rules add_contact", PLANNER)
_grant("list_fixed_dates", REP, MANAGER, PLANNER)
_grant("read_weights list_nights", PLANNER, MANAGER)

# plans, drafts, changes by hand
_grant("make_plan publish_plan publish_weeks", PLANNER)
_grant("changes_since_draft", PLANNER, MANAGER)

# territories, ownership, designs

# reviews, targets, figures

# trips, expenses, claims

# imports, roads, settings, the demonstration

# jobs, connections, keeping
_grant("ask_job list_jobs read_job stop_job", MANAGER, PLANNER, ADMINISTRATOR)
_grant("save_schedule list_schedules drop_schedule", PLANNER, ADMINISTRATOR)
_grant("read_figures", ADMINISTRATOR)


def allowed(who: Person, verb: str) -> bool:
    """Return whether a person has a role that may do a verb."""
    return bool(who.roles & ROLES_OF.get(verb, frozenset()))


def require_allowed(who: Person, verb: str) -> None:
    """Raise `NotAllowedError` unless the person has a role that may do the verb."""
    if verb not in ROLES_OF:
        raise LookupError(f"{verb} does not stand in the table of permissions")
    if not allowed(who, verb):
        raise NotAllowedError(who, verb)

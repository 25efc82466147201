"""What each role may do: one table, verb by verb. How far a role reaches is the grant's (`office.rows`)."""

from __future__ import annotations

from office.people import Person, Role
from routing.problems import BadInputError, Problem
from routing.sentences import sentence

REP, MANAGER, PLANNER = Role.REP, Role.MANAGER, Role.PLANNER
FINANCE, ADMINISTRATOR = Role.FINANCE, Role.ADMINISTRATOR
EVERYBODY = tuple(Role)


class NotAllowedError(BadInputError):
    """The person has no role that may do this."""

    def __init__(self, who: Person, verb: str) -> None:
        self.who, self.verb = who, verb
        roles = ", ".join(sorted(role.value for role in ROLES_OF[verb])) or "nobody"
        cause = sentence("{who_name} may not do this; it is for: {roles}", who_name=who.name, roles=roles)
        super().__init__([Problem("not-allowed", verb, cause, "Ask an administrator for the role.")])


ROLES_OF: dict[str, frozenset[Role]] = {}
"""The roles that may do each verb; a use case that does not stand here fails a test, and is allowed to nobody."""


def _grant(verbs: str, *roles: Role) -> None:
    for verb in verbs.split():
        ROLES_OF[verb] = frozenset(roles)


# people
_grant("list_people save_person remove_person erase_person invite_person list_signers", ADMINISTRATOR)
_grant("list_access revoke_access", ADMINISTRATOR)
_grant("change_password list_sessions end_session make_token list_tokens revoke_token change_preferences", *EVERYBODY)
_grant("sign set_passphrase", *EVERYBODY)

# visits
_grant("accept_visit move_visit decline_visit skip_visit report_visit report_visits note_visit", REP, PLANNER)
_grant("reopen_visit undo_visit", REP, PLANNER)
_grant("carry_acts list_acts read_own_day read_own_week read_own_visit price_own_visit trace_own_days", REP)
_grant("list_own_accounts", REP)
_grant("plan_rest keep_rest undo_rest list_around", REP)
_grant("arrive_visit begin_visit report_unplanned add_prospect", REP, PLANNER)
_grant("list_questions", REP, MANAGER, PLANNER)
_grant("allow_move answer_question apply_durations", PLANNER)
_grant("list_durations", MANAGER, PLANNER)

_grant("report_days accept_visits skip_visits decline_visits finish_visits", REP, PLANNER)
_grant("write_account_note", REP, MANAGER, PLANNER)
_grant("read_own_figures read_own_calendar", REP)
_grant("list_names read_own_record read_status choose_plan", *EVERYBODY)

# calendars
_grant("find_feed read_feed", *EVERYBODY)  # the secret is the right
_grant("read_calendar read_events", REP, MANAGER, PLANNER)
_grant("link_feed revoke_feed choose_calendar", REP, ADMINISTRATOR)
_grant("list_calendars connect_calendar change_secret", REP, ADMINISTRATOR)
_grant("list_connected sync_calendar import_busy", REP, PLANNER, ADMINISTRATOR)
_grant("keep_sync", REP)
_grant("settle_visit", PLANNER)

# fixed dates, rules of accounts, seasons
_grant("add_absence cancel_absence", REP, PLANNER)
_grant("add_appointment cancel_appointment add_ride_along cancel_ride_along", PLANNER)
_grant("add_company_day change_season change_weights change_nights make_journey", PLANNER)
_grant("change_rules add_contact change_account", PLANNER)
_grant("set_agenda", MANAGER, PLANNER)
_grant("list_agendas", REP, MANAGER, PLANNER)
_grant("preview_edit edit_accounts undo_edit list_account_edits", PLANNER)
_grant("list_accounts read_account read_worth", REP, MANAGER, PLANNER)
_grant("list_fixed_dates", REP, MANAGER, PLANNER)
_grant("read_weights list_nights", PLANNER, MANAGER)
_grant("read_counting_rule try_counting_rule", MANAGER, PLANNER, ADMINISTRATOR)
_grant("set_counting_rule", PLANNER, ADMINISTRATOR)

# plans, drafts, changes by hand
_grant("make_plan publish_plan publish_weeks", PLANNER)
_grant("make_decision apply_repair undo_decision unpin_visit", PLANNER)
_grant("explain_plan compare_plans list_notes weigh_capacity", PLANNER, MANAGER)
_grant("ask_reps", PLANNER)
_grant("read_consultation", MANAGER, PLANNER)
_grant("list_own_asks read_own_draft answer_draft list_notices explain_notice read_notice", REP)
_grant("list_lessons remake_plan read_problem", PLANNER)
_grant("read_shown_plan read_shown_tours", REP, MANAGER, PLANNER, FINANCE, ADMINISTRATOR)
_grant("read_rep_day", REP, MANAGER, PLANNER)
_grant("read_board", MANAGER, PLANNER)
_grant("judge_decision price_visit price_hand_over", PLANNER)
_grant("changes_since_draft list_decisions read_approval", PLANNER, MANAGER)
_grant("ask_approval choose_scenario", PLANNER)
_grant("compare_scenarios foresee_plan list_todos", PLANNER, MANAGER)
_grant("approve_plan return_plan", MANAGER)
_grant("explain_unserved propose_catch_up", PLANNER, MANAGER)
_grant(
    "list_plans list_rep_names read_plan_line read_horizon read_news review_draft explain_changes list_unserved "
    "find_request",
    PLANNER,
    MANAGER,
)

# territories, ownership, designs
_grant("explain_owner list_owners list_ownership_decisions", REP, MANAGER, PLANNER, ADMINISTRATOR)
_grant("read_territories", MANAGER, PLANNER, ADMINISTRATOR)
_grant("read_profiles", REP, MANAGER, PLANNER, ADMINISTRATOR)
_grant("outline_territories find_lead_owner", REP, MANAGER, PLANNER, ADMINISTRATOR)
_grant("compare_designs draw_curve size_reps price_design export_territories", MANAGER, PLANNER, ADMINISTRATOR)
_grant(
    "propose_design propose_realignment propose_by_routes propose_assignment propose_territories",
    PLANNER,
    ADMINISTRATOR,
)
_grant(
    "keep_design keep_designed read_design keep_realignment keep_assignment read_by_routes keep_by_routes "
    "read_realigned keep_realigned drop_proposal list_proposals",
    PLANNER,
    ADMINISTRATOR,
)
_grant("list_redatings propose_redating keep_redating", PLANNER, ADMINISTRATOR)
_grant(
    "read_ownership_day list_covers propose_cover keep_cover find_account_owners keep_leads",
    MANAGER,
    PLANNER,
    ADMINISTRATOR,
)
_grant("propose_retirement retire_rep", PLANNER, ADMINISTRATOR)
_grant(
    "propose_move move_account give_account exchange_accounts move_selection undo_ownership",
    MANAGER,
    PLANNER,
    ADMINISTRATOR,
)
_grant("price_selection weigh_territories", MANAGER, PLANNER, ADMINISTRATOR)
_grant("set_rules apply_rules try_rules", MANAGER, PLANNER, ADMINISTRATOR)
_grant("decide_conflict", MANAGER, PLANNER, ADMINISTRATOR)

# reviews, targets, figures
_grant("read_own_targets", REP)
_grant("review_territories compare_baseline map_potential", MANAGER, PLANNER, ADMINISTRATOR)
_grant("read_review list_exceptions", MANAGER, PLANNER, ADMINISTRATOR)
_grant("list_worth", MANAGER, PLANNER, ADMINISTRATOR)
_grant("weigh_fairness find_attainable list_savings list_predictions list_sales_forecasts", MANAGER, PLANNER)
_grant("foresee_on_time", REP, MANAGER, PLANNER)
_grant("apply_buffers", PLANNER)
_grant("gather_evidence", MANAGER, PLANNER, FINANCE)
_grant("read_notebook write_note comment_note", REP, MANAGER, PLANNER, ADMINISTRATOR)
_grant("list_rollouts begin_rollout carry_out_stages revert_stage", MANAGER, PLANNER, ADMINISTRATOR)
_grant("answer_finding take_baseline", MANAGER, PLANNER, ADMINISTRATOR)
_grant(
    "list_manager_files read_form_choices check_manager_file keep_manager_file keep_traits take_seasons "
    "accept_intervals accept_values set_local allot_budget",
    MANAGER,
    PLANNER,
    ADMINISTRATOR,
)

# trips, expenses, claims
_grant("draft_trips add_trip attest_trips correct_trip withdraw_trip", REP)
_grant("add_expense add_expenses withdraw_expense add_journey submit_claim", REP)
_grant("show_year export_own_data", REP)
_grant("read_own_money read_own_trips attest_own_day report_deviation add_errand add_own_expense", REP)
_grant("note_reading", REP, MANAGER, ADMINISTRATOR)
_grant("list_trips list_expenses read_receipt_file show_claim list_missing", REP, MANAGER, FINANCE)
_grant("mileage_report read_mileage", REP, MANAGER, FINANCE)
_grant("approve_claim reject_claim", MANAGER)
_grant("list_claims read_claim_file", MANAGER, FINANCE)
_grant("pay_claim close_month list_payroll reprice_trips", FINANCE)
_grant("forecast_mileage list_months", MANAGER, FINANCE)
_grant("verify_ledger", MANAGER, FINANCE, ADMINISTRATOR)
_grant("save_vehicle save_terms", MANAGER, ADMINISTRATOR)
_grant("list_terms", REP, MANAGER, FINANCE, ADMINISTRATOR)
_grant("save_tariff erase_words try_rates try_policy read_house_rules", ADMINISTRATOR)
_grant("list_rates", MANAGER, FINANCE, ADMINISTRATOR)
_grant("list_schemes", *EVERYBODY)

# imports, roads, settings, the demonstration
_grant("preview_import commit_import list_imports", PLANNER, ADMINISTRATOR)
_grant("save_mapping remove_mapping list_mappings read_mapping", PLANNER, ADMINISTRATOR)
_grant("read_first_run order_roads", PLANNER, ADMINISTRATOR)
_grant("keep_roads choose_travel box_of_accounts", PLANNER, ADMINISTRATOR)
_grant("read_office_settings read_ground_in_use read_tile", *EVERYBODY)
_grant("change_settings", ADMINISTRATOR)
_grant("begin_demonstration end_demonstration invite_cast", ADMINISTRATOR)

# frames for analysts
_grant("accounts visits plan roads", MANAGER, PLANNER)
_grant("trips", MANAGER, FINANCE)
_grant("key_figures", MANAGER, PLANNER, ADMINISTRATOR)

# jobs, connections, keeping
_grant("list_reps read_rep", *EVERYBODY)
_grant("list_plan_heads read_plan_head", MANAGER, PLANNER)
_grant("list_changes", ADMINISTRATOR)
_grant("ask_job list_jobs read_job stop_job", MANAGER, PLANNER, ADMINISTRATOR)
_grant("save_schedule list_schedules drop_schedule", PLANNER, ADMINISTRATOR)
_grant("read_figures make_backup add_webhook list_webhooks remove_webhook", ADMINISTRATOR)
_grant("save_mail_server show_mail_server", ADMINISTRATOR)
_grant("keep_backup try_backup list_backups read_health", ADMINISTRATOR)
_grant("save_provider remove_provider", ADMINISTRATOR)
_grant("connect_crm disconnect_crm change_crm_secret", ADMINISTRATOR)
_grant("list_crms sync_crm list_crm_conflicts decide_crm_conflict", PLANNER, ADMINISTRATOR)
_grant("remind_reps", MANAGER, ADMINISTRATOR)
_grant("list_mails choose_mails", *EVERYBODY)


def allowed(who: Person, verb: str) -> bool:
    """Return whether a person has a role that may do a verb."""
    return bool(who.roles & ROLES_OF.get(verb, frozenset()))


def require_allowed(who: Person, verb: str) -> None:
    """Raise `NotAllowedError` unless the person has a role that may do the verb."""
    if verb not in ROLES_OF:
        raise LookupError(f"{verb} does not stand in the table of permissions")
    if not allowed(who, verb):
        raise NotAllowedError(who, verb)

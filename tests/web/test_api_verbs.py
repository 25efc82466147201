"""What other software cannot do: each use case without a route of the API is decided, with its reason."""

from __future__ import annotations

from office.opening import Office
from office.permissions import ROLES_OF
from tests.web.site import client_of
from web.access import ROUTES

WITHOUT = {
    "proves who somebody is, or keeps a secret of theirs: a person does it in a browser or at a terminal": (
        "change_password list_sessions end_session list_access revoke_access "
        "make_token list_tokens revoke_token set_passphrase invite_person "
        "list_signers invite_cast save_provider remove_provider save_mail_server connect_calendar change_secret "
        "show_mail_server sign "
        "list_calendars keep_sync find_feed read_feed change_preferences list_mails choose_mails choose_calendar"
    ),
    "cannot be taken back and is signed at a terminal": (
        "erase_person erase_words make_backup save_tariff try_rates try_policy"
    ),
    "is what a page of a rep's phone is made of; software does the same by the nouns of the API": (
        "read_own_day read_own_week read_own_visit price_own_visit plan_rest keep_rest undo_rest list_around "
        "read_own_money read_own_trips attest_own_day report_deviation add_errand add_own_expense arrive_visit "
        "note_visit begin_visit report_unplanned trace_own_days list_own_accounts add_prospect list_own_asks "
        "read_own_draft answer_draft list_notices read_notice read_own_figures read_own_targets read_own_calendar "
        "read_own_record write_account_note"
    ),
    "is what a page of a planner or manager is made of; the API has its parts": (
        "list_rep_names list_names read_plan_line read_horizon read_news review_draft explain_changes list_plans "
        "read_shown_plan read_shown_tours outline_territories propose_move list_months read_claim_file read_mileage "
        "allow_move read_consultation ask_reps explain_notice read_ownership_day list_covers list_savings allot_budget "
        "try_counting_rule list_worth list_proposals find_attainable comment_note read_notebook exchange_accounts"
    ),
    "is several of an act that has a route: one request each": (
        "report_visits report_days accept_visits skip_visits decline_visits finish_visits add_expenses"
    ),
    "searches or measures roads for longer than a request lasts, and is no kind of job yet: the command does it": (
        "make_plan propose_realignment propose_assignment propose_territories "
        "propose_redating "
        "propose_cover propose_retirement compare_designs draw_curve size_reps price_design find_account_owners "
        "explain_plan explain_unserved compare_plans weigh_capacity remake_plan make_journey "
        "apply_repair sync_calendar import_busy list_connected review_territories compare_baseline map_potential "
        "take_seasons forecast_mileage reprice_trips find_lead_owner price_selection move_selection foresee_on_time "
        "apply_buffers"
    ),
    "keeps what one of those proposed": (
        "keep_design keep_realignment keep_assignment keep_redating list_redatings keep_cover retire_rep keep_leads "
        "move_account"
    ),
    "is given as files: the import and export routes, or the command": (
        "list_manager_files read_form_choices check_manager_file try_rules order_roads "
        "keep_manager_file keep_traits accept_values set_local export_territories mileage_report read_receipt_file "
        "read_problem read_events save_mapping read_mapping remove_mapping list_mappings keep_roads "
        "box_of_accounts roads gather_evidence read_tile read_ground_in_use"
    ),
    "is set up once, by the command or a page": (
        "read_first_run list_rates read_house_rules "
        "choose_plan choose_travel begin_demonstration end_demonstration save_vehicle save_terms list_terms "
        "list_schemes change_season change_nights list_nights note_reading settle_visit read_figures"
    ),
    "is signed by the rep beside what it is about, on the page or at the terminal": (
        "add_trip correct_trip add_expense withdraw_expense add_journey show_year export_own_data"
    ),
    "has a job or another route that does it": (
        "propose_design propose_by_routes remind_reps carry_out_stages publish_weeks "
        "changes_since_draft keep_backup try_backup list_backups read_health sync_crm find_request"
    ),
}
"""Reasons, and the use cases that have each."""


def routed() -> set[str]:
    """Return the use cases that some route of the API comes to."""
    accesses = [access for (_, path), access in ROUTES.items() if path.startswith("/api/")]
    return {verb for access in accesses if isinstance(access, tuple) for verb in access}


def test_every_use_case_has_a_route_or_a_reason(sqlite_workspace: Office) -> None:
    client_of(sqlite_workspace)
    decided = [verb for verbs in WITHOUT.values() for verb in verbs.split()]
    assert len(decided) == len(set(decided)), "one reason each"
    assert set(ROLES_OF) - routed() == set(decided)

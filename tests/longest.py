"""The files whose tests take longest, in the order in which they are begun: a long one begun last is waited for alone.

The first compiles the search, if no earlier run has, in processes of its own; the two after it do without the search,
so that another worker does not compile it at the same time. A file that is not named here follows in the usual order.
"""

from __future__ import annotations

LONGEST = (
    "journeys/test_demonstration.py",
    "office/test_designing.py",
    "office/test_crm.py",
    "web/test_phone_troubles.py",
    "web/test_hand_browser.py",
    "journeys/test_cluster.py",
    "journeys/test_last_bits.py",
    "journeys/test_online.py",
    "journeys/test_interrupting.py",
    "journeys/test_four_mondays.py",
    "journeys/test_planner.py",
    "office/plans/test_replanning.py",
    "office/plans/test_handing_over.py",
    "office/reviews/test_making.py",
    "office/test_planning.py",
    "office/test_owner_decisions.py",
    "journeys/test_travel_choice.py",
    "journeys/test_other_days.py",
    "scheduler/test_team.py",
    "office/plans/test_asking.py",
    "scheduler/nights/test_overnight_search.py",
)

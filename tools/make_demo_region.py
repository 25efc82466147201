"""Make `data/liechtenstein/` from an OpenStreetMap extract; run once, kept so that anyone can see how it came about.

python -m tools.make_demo_region liechtenstein.osm.pbf data/liechtenstein
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from office.demonstration.history import WEEKS
from office.demonstration.sample import HISTORY_MONTHS, Country, make_sample, write_sample
from routing.osm import ATTRIBUTION, read_businesses, write_roads
from routing.profile import load_profile

START = date(2027, 1, 4)
SEED = 1
LIECHTENSTEIN = Country("LI", "Europe/Vaduz", "CHF")
NOT_CALLED_ON = {"tourism=hostel"}

README = """# The demonstration's region: Liechtenstein

- `roads.osm.pbf`: from OpenStreetMap, August 2013. Roads of every class that the car profile knows, their nodes and
  turn restrictions.
- `accounts.csv`: {accounts} businesses. From OpenStreetMap, August 2013: name, place, category, address, phone, and the
  opening hours where `hours_assumed` is `no`. **Made up**: segment, intervals, spacing, minutes, potential, value,
  skills, languages, last visit, customer or prospect.
- `reps.csv`: **made up**. Three reps who exist nowhere.
- `sales.csv`: **made up**. {months} months of sales of each customer, up to {last}.
- `seasons.csv`: **made up**. Visits in each month beside an ordinary one, by segment.
- `visits.csv`, `opportunities.csv`, `satisfaction.csv`: **made up**. {weeks} weeks of visits made and missed, a year of
  deals and of customers' answers.

Opening hours marked as assumed are the default of their kind. What is made up comes from a seeded generator
(`office/demonstration/sample.py`, `office/demonstration/history.py`, seed {seed}) and says nothing about the
businesses named; some of them have long since closed. The demonstration starts on Monday {start}; every visit and
sale lies before it.

Roads, names, places, kinds and addresses: {attribution}. This derived database is available under the same
licence, the Open Database License: https://opendatacommons.org/licenses/odbl/1-0/.

Made by `python -m tools.make_demo_region EXTRACT.osm.pbf data/liechtenstein`.
"""


def main() -> None:
    """Write the region's files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("extract", type=Path, help="an .osm.pbf of Liechtenstein")
    parser.add_argument("folder", type=Path, help="where the files go")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    write_roads(asked.extract, asked.folder / "roads.osm.pbf", load_profile().classes)
    businesses = [business for business in read_businesses(asked.extract) if business.kind not in NOT_CALLED_ON]
    sample = make_sample(businesses, LIECHTENSTEIN, START, SEED)
    write_sample(sample, asked.folder)
    last = sample.sales[-1]["month"]
    said = {
        "accounts": len(businesses),
        "months": HISTORY_MONTHS,
        "last": last,
        "seed": SEED,
        "start": START,
        "weeks": WEEKS,
    }
    (asked.folder / "README.md").write_text(README.format(attribution=ATTRIBUTION, **said), encoding="utf-8")
    sys.stdout.write(f"{len(businesses)} accounts, {len(sample.sales)} sales in {asked.folder}\n")


if __name__ == "__main__":
    main()

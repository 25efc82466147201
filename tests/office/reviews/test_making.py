"""The review of the demo region, made by the command as a manager would: page, PDF, figures, and what is said back."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import cli
from office.opening import open_office
from office.reviews.inputs import territories_on
from routing.tour import Window
from store.account_rules import read_rules
from store.accounts import read_accounts
from store.database import reading
from store.review import read_notes
from store.sales import read_seasons

ROOT = Path(__file__).resolve().parents[3]
DATA, EXAMPLES = ROOT / "data" / "liechtenstein", ROOT / "docs" / "examples" / "review"
DAY = "2027-01-04"
MORNING = "2027-01-04T07:00:00Z"
pytestmark = pytest.mark.usefixtures("solved_once")


@pytest.fixture(scope="module", autouse=True)
def morning() -> Iterator[None]:
    """The instant that the example's page states."""
    assert f"ROUNDSMAN_NOW={MORNING}" in (EXAMPLES / "README.md").read_text(encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROUNDSMAN_NOW", MORNING)
        yield


def typed() -> list[list[str]]:
    """Return the commands of the example's page, as they are typed in the folder of the source."""
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    block = page.partition("```sh\n")[2].partition("```")[0]
    return [shlex.split(line)[1:] for line in block.splitlines()]


@pytest.fixture(scope="module")
def folder(morning: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:  # noqa: ARG001 - its instant
    """Make the example's workspace by its own commands, all but the review; no test here changes owners."""
    place = tmp_path_factory.mktemp("review")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for words in typed()[:-1]:
            assert cli.run([str(place) if word == "reviewed" else word for word in words]) == 0, words
        yield place


def run(folder: Path, *arguments: str) -> int:
    return cli.run([*arguments, "--workspace", str(folder)])


class Texts(HTMLParser):
    """Gathers the texts of a page, its drawings left out: they depend on the version of the fonts."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.drawing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        self.drawing = self.drawing or tag == "svg"

    def handle_endtag(self, tag: str) -> None:
        self.drawing = self.drawing and tag != "svg"

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.drawing:
            self.texts.append(data.strip())


def texts(page: str) -> list[str]:
    parser = Texts()
    parser.feed(page)
    return parser.texts


def test_the_golden_review_of_the_demo_region(folder: Path, tmp_path: Path) -> None:
    html, pdf = tmp_path / "review.html", tmp_path / "review.pdf"
    places = {"review.html": str(html), "review.pdf": str(pdf), "reviewed": str(folder)}
    assert cli.run([places.get(word, word) for word in typed()[-1]]) == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    golden = (EXAMPLES / "review.html").read_text(encoding="utf-8")
    assert texts(html.read_text(encoding="utf-8")) == texts(golden)


def test_the_review_for_machines_agrees_with_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "territory", "review", "--on", DAY, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    hours = [one["hours"] for one in found["standings"]]
    fair = sum(hours) / len(hours)
    for one in found["standings"]:
        assert one["load"] == pytest.approx(one["hours"] / fair)
        assert one["customers"] + one["prospects"] > 0
    assert sum(one["customers"] + one["prospects"] for one in found["standings"]) == 105  # two are in conflict
    revenue = {one["territory"]: one["value"] for one in found["figures"] if one["kpi"] == "revenue"}
    assert revenue.keys() >= {one["territory"] for one in found["standings"]}
    assert all({"target", "actual", "due"} <= one.keys() for one in found["targets"])
    assert found["targets"]
    assert found["forecasts"].keys() <= revenue.keys()
    worths = [one["worth"] for one in found["proposals"] if one["worth"] is not None]
    assert worths == sorted(worths, reverse=True)


def test_the_example_s_accounts_are_imported_without_a_warning(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "import", "accounts", str(DATA / "accounts.csv")) == 0
    assert "last-visit-ahead" not in capsys.readouterr().err


def test_who_owned_an_account_and_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "territory", "owners", "why", "A0014", "--on", DAY) == 0
    assert "named account (rule key accounts" in capsys.readouterr().out
    assert run(folder, "territory", "owners", "why", "A0014", "--on", "2026-03-03") == 0
    assert "(A0014) until then" in capsys.readouterr().out


def test_what_cannot_be_computed_says_so(folder: Path, tmp_path: Path) -> None:
    html = tmp_path / "review.html"
    run(folder, "territory", "review", "--on", DAY, "--html", str(html))
    page = " ".join(texts(html.read_text(encoding="utf-8")))
    assert "Selling time of working time: not known: hours with accounts" in page
    assert "with the travel of an estimate on the roads" in page


def test_the_example_shows_what_a_manager_meets(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "territory", "review", "--on", DAY, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert {"vacant", "workload"} <= {one["kind"] for one in found["alarms"]}
    assert {"gap", "move", "interval"} <= {one["kind"] for one in found["proposals"]}
    assert {"skipped", "declined"} <= {name for week in found["weeks"] for name, times in week.items() if times}
    assert len(found["reasons"]) > 2
    page = " ".join(texts((EXAMPLES / "review.html").read_text(encoding="utf-8")))
    assert all(word in page for word in ("tastings", "claims of equal right", "Pipeline", "Satisfaction"))
    assert len((EXAMPLES / "review.html").read_bytes()) < 300_000


def test_seasons_are_learned_and_taken_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "territory", "seasons", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert {"gastronomy", "lodging"} <= set(found["seasons"])
    for index in found["seasons"].values():
        assert sum(index) == pytest.approx(12, abs=0.01)
    assert run(folder, "territory", "seasons", "--take", "--lead", "1") == 0
    assert "taken over" in capsys.readouterr().out


def test_a_month_set_by_hand_goes_before_what_was_learned(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "territory", "seasons", "--set", "health:8=0", "--set", "health:12=2") == 0
    assert "health: taken over" in capsys.readouterr().out
    with reading(open_office(folder).database) as connection:
        health = {month: index for (segment, month), index in read_seasons(connection).items() if segment == "health"}
    assert (health[8], health[12]) == (0, 2)
    assert sum(health.values()) == pytest.approx(12, abs=0.01)


@pytest.mark.parametrize(
    ("given", "said"), [("x:1=1", "season-unknown"), ("health:13=1", "season-impossible"), ("health", "lodging")]
)
def test_a_month_that_cannot_be_set_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], given: str, said: str
) -> None:
    assert run(folder, "territory", "seasons", "--set", given) == 2
    assert said in capsys.readouterr().err


def test_intervals_are_suggested_with_a_bound_and_accepted_by_segment(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "territory", "intervals", "--json") == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["hours"] <= 2100 + 1e-6
    assert plan["profit"] / plan["hours"] > plan["present_profit"] / plan["present_hours"]
    assert plan["profit"] <= plan["bound"] + 1e-6
    assert plan["gap"] < 0.001
    assert run(folder, "territory", "intervals", "--accept", "health") == 0
    assert "Set the interval of" in capsys.readouterr().out


def test_a_finding_is_answered_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "territory", "mend", "--json") == 0
    before = json.loads(capsys.readouterr().out)
    answer = ["--answer", before[0]["key"], "--why", "it is so"]
    assert run(folder, "territory", "mend", *answer) == 0
    assert run(folder, "territory", "mend", *answer) == 2
    capsys.readouterr()
    run(folder, "territory", "mend", "--json")
    assert len(json.loads(capsys.readouterr().out)) == len(before) - 1


def test_a_baseline_is_frozen_then_compared(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "territory", "baseline", "spring", "--on", DAY) == 0
    assert "Froze" in capsys.readouterr().out
    assert run(folder, "territory", "baseline", "spring", "--on", DAY, "--json") == 0
    assert {row["change"] for row in json.loads(capsys.readouterr().out)} <= {0.0, None}


def test_the_map_of_potential_is_geojson(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "potential.geojson"
    assert run(folder, "territory", "potential", str(file)) == 0
    assert json.loads(file.read_text(encoding="utf-8"))["type"] == "FeatureCollection"


def test_a_note_is_shown_in_the_next_review(folder: Path, tmp_path: Path) -> None:
    html = tmp_path / "review.html"
    assert run(folder, "territory", "note", "south", "Beware of the <dog>.", "--on", DAY) == 0
    run(folder, "territory", "review", "--on", DAY, "--html", str(html))
    assert "Beware of the <dog>." in texts(html.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("keep", "policy", "nowhere.toml"), "file-unreadable"),
        (("keep", "targets", str(EXAMPLES / "policy.toml")), "unknown-key"),
        (("traits", str(DATA / "reps.csv")), "traits-empty"),
        (("owners", "why", "Z"), "account-unknown"),
        (("owners", "decide", "A0001", "south", "--layer", "field", "--on", DAY), "no-such-claim"),
        (("note", "nowhere", "x", "--on", DAY), "unknown-territory"),
        (("local", "nowhere", "--interval", "7", "--on", DAY), "unknown-territory"),
        (("local", "south", "--segment", "toys", "--interval", "7", "--on", DAY), "matches-nothing"),
        (("local", "south"), "Say what is to be otherwise"),
        (("local", "south", "--hours", "soon"), "no span of hours"),
        (("mend", "--answer", "x", "--why", "x"), "no-such-finding"),
    ],
)
def test_wrong_use_ends_with_2_and_a_remedy(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert run(folder, "territory", *arguments) == 2
    assert said in capsys.readouterr().err


def test_traits_are_read_from_csv(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "traits.csv", tmp_path / "bad.csv"
    good.write_text("account_id,admin,growth\nA0001,Triesen|Oberland,0.05\n", encoding="utf-8")
    bad.write_text("account_id,mood,growth\nZ,good,much\n", encoding="utf-8")
    assert run(folder, "territory", "traits", str(good)) == 0
    assert run(folder, "territory", "traits", str(bad)) == 2
    told = capsys.readouterr().err
    assert all(code in told for code in ("account-unknown", "trait-unknown", "trait-not-a-number"))


def test_the_day_of_the_golden_review_follows_the_last_month_of_sales() -> None:
    last = (DATA / "sales.csv").read_text(encoding="utf-8").splitlines()[-1].split(",")[1]
    assert last == "2026-12"
    assert date.fromisoformat(DAY) > date(2026, 12, 31)


def test_a_local_override_reaches_the_accounts_of_its_territory_alone(folder: Path) -> None:
    with reading(open_office(folder).database) as connection:
        owned, _ = territories_on(connection, date.fromisoformat(DAY))
        before, hours = {one.id: one for one in read_accounts(connection)}, read_rules(connection)
    wanted = ["--as", "Ada", "--segment", "lodging", "--times", "2", "--hours", "09:00-11:00", "--on", DAY]
    assert run(folder, "territory", "local", "south", *wanted) == 0
    with reading(open_office(folder).database) as connection:
        after, rules = {one.id: one for one in read_accounts(connection)}, read_rules(connection)
        told = read_notes(connection)[-1]
    mine = {name for name, one in before.items() if owned.get(name) == "south" and one.segment == "lodging"}
    assert mine
    assert all(after[name].interval_days == 2 * before[name].interval_days for name in mine)
    assert all(rules[name].hours == (Window(9 * 3600, 11 * 3600),) for name in mine)
    assert all(after[name] == before[name] and rules.get(name) == hours.get(name) for name in set(before) - mine)
    assert "intervals times 2" in told.text
    assert (told.territory, told.by) == ("south", "Ada")

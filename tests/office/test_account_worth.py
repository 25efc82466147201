"""An account's page tells what the account is worth, with the same score as the review, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from benchmarks.office_house import NOW
from office.accounts.worth import AccountWorth, read_worth
from office.opening import Office
from office.people import owner
from office.reviews.inputs import gather
from scheduler.review.analysis import scored
from store.accounts import read_accounts_of, write_accounts
from store.database import reading, writing
from store.feedback import write_feedback
from store.opportunities import write_opportunities
from store.review import write_traits
from store.sales import MonthlySales, write_sales
from territory.feedback import Feedback
from territory.opportunities import Opportunity
from tests.web.monday import small_company
from tests.web.site import PASSWORD, client_of, form_token_of

RICH, PLAIN, SHORT = "R000-0001", "R000-0002", "R000-0003"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a company with two years of sales of one account, and one month of another's."""
    office = small_company(tmp_path_factory.mktemp("worth") / "house")
    months = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    sold = [MonthlySales(RICH, month, Decimal(100 + n), "EUR") for n, month in enumerate(months)]
    with writing(office.database) as connection:
        (rich,) = read_accounts_of(connection, [RICH])
        write_accounts(connection, [replace(rich, potential=20_000.0)])
        write_sales(connection, [*sold, MonthlySales(SHORT, "2025-06", Decimal(50), "EUR")])
        write_feedback(connection, [Feedback(RICH, date(2026, 11, 2), 0.8), Feedback(RICH, date(2024, 1, 2), 0.1)])
        write_traits(connection, {RICH: {"win_probability": ["0.4"]}, SHORT: {"win_probability": ["0.5"]}})
        deal = Opportunity("D1", RICH, "Coffee <b>bar</b>", Decimal(900), "EUR", "offered", 0.3)
        write_opportunities(connection, [deal])
    return office


def worth(office: Office, account: str) -> AccountWorth:
    return read_worth(office, owner(), account)


def test_every_score_is_that_of_the_review(house: Office) -> None:
    with reading(house.database) as connection:
        known = gather(connection, NOW.date(), 13)
    assert known.sales is not None
    review = {one.account: one for one in scored(known, known.sales.last_year())}
    assert all(worth(house, one).score == review[one] for one in (RICH, PLAIN, SHORT))
    assert review[RICH].value is not None
    assert review[SHORT].value is None


def test_the_parts_multiply_to_the_score_and_an_old_answer_is_no_part(house: Office) -> None:
    found = worth(house, RICH)
    one = found.figures
    assert (one.satisfaction, one.win_probability) == (0.8, 0.4)
    assert one.potential is not None
    assert one.share_of_wallet is not None
    assert found.score.value == pytest.approx(one.potential * (1 - one.share_of_wallet) * 0.4 * found.years)
    assert "share_of_wallet" in worth(house, SHORT).score.missing


@pytest.mark.parametrize(("language", "said"), [("en", "chance to win it"), ("de", "Aussicht, ihn zu gewinnen")])
def test_the_page_shows_the_curve_the_sales_the_deals_and_why(house: Office, language: str, said: str) -> None:
    client = client_of(house)
    client.post("/login", data={"person": "pat", "password": PASSWORD})
    client.headers["X-Form-Token"] = form_token_of(client.get("/account").text)
    client.post("/account/look", data={"language": language, "theme": "auto"})
    text = client.get(f"/accounts/{RICH}").text
    assert text.count("<svg") == 3
    assert said in text
    assert "Coffee &lt;b&gt;bar" in text
    assert "2024" in text
    told = client.get(f"/api/v1/accounts/{RICH}/worth").json()
    assert told["score"] == worth(house, RICH).score.value
    assert (len(told["sales"]), told["deals"][0]["amount"], len(told["answers"])) == (24, "900", 2)
    assert client.get(f"/accounts/{PLAIN}").text.count("<svg") == 2


def test_nothing_known_is_said_as_that(house: Office) -> None:
    found = worth(house, PLAIN)
    assert (found.sales, found.deals, found.answers) == ((), (), ())

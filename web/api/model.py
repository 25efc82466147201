"""What requests and answers are made of: RFC 3339 instants, decimal strings for money, whole seconds and metres."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from mileage.money import Money
from routing.problems import Problem

Key = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f/]+$")]
"""An id of the user's own."""


def _writable(text: str) -> str:
    """Refuse what no database and no page can hold: a null, and half of a character."""
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("it holds a character that cannot be written")
    return text


Words = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_writable)]
"""What people write."""

Text = Annotated[str, StringConstraints(max_length=2_000_000), AfterValidator(_writable)]
"""A file's text."""

Day = date
TimeOfDay = Annotated[int, Field(ge=0, lt=172_800, description="Seconds since the rep's midnight.")]
Number = Annotated[int, Field(ge=1, lt=2**31)]


class In(BaseModel):
    """What is sent to us: a field that is not named here is refused, so that nobody sets what is not theirs to set."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Out(BaseModel):
    """What we answer: its fields are written out one by one, whatever values inside are called."""

    model_config = ConfigDict(frozen=True)


class Amount(Out):
    """Money: the amount as a decimal string."""

    amount: str
    currency: str

    @staticmethod
    def of(money: Money) -> Amount:
        """Return an amount as it is sent."""
        return Amount(amount=str(money.amount), currency=money.currency)


T = TypeVar("T", bound=Out)


class Page(Out, Generic[T]):
    """Some of a list; `next` asks for what follows, and is also in the header `Link`."""

    items: list[T]
    next: str | None = None


class ProblemDetail(Out):
    """One thing wrong: its stable code, where it is, what is wrong, what to do."""

    code: str
    where: str
    cause: str
    action: str

    @staticmethod
    def of(one: Problem) -> ProblemDetail:
        """Return a problem as it is sent."""
        return ProblemDetail(code=one.code, where=one.where, cause=one.cause, action=one.action)


class ProblemBody(Out):
    """What is wrong, by RFC 9457."""

    type: str
    title: str
    status: int
    problems: list[ProblemDetail]


def instant(text: str) -> str:
    """Return a stored instant by RFC 3339 in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def instant_or_none(text: str | None) -> str | None:
    """Return a stored instant by RFC 3339, None where there is none."""
    return instant(text) if text else None


def metres(value: Decimal) -> int:
    """Return whole metres."""
    return int(value.to_integral_value(ROUND_HALF_UP))

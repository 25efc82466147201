"""Pages from templates: whose they are, in which language and colours, with addresses below wherever we are served."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from office.jobs import KEPT
from office.permissions import allowed
from office.sessions import SignedIn
from reports.finding_words import words as words_of
from reports.sentence_words import in_words, problem_in_words
from routing.findings import Finding
from routing.problems import Problem
from routing.sentences import Kept, of_kept
from web.assets import static_hash
from web.guard import cookie_name, form_token
from web.words import LANGUAGES, catalogue, phrase

TEMPLATES = Path(__file__).with_name("templates")
PACKED_FROM = 2000
"""Answers of so many bytes are worth compressing."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MENU: tuple[tuple[str, str, str], ...] = (
    ("nav.day", "/day", "read_own_day"),
    ("nav.week", "/week", "read_own_week"),
    ("nav.around", "/around", "list_around"),
    ("nav.plan", "/plan", "make_plan"),
    ("nav.today", "/today", "list_exceptions"),
    ("nav.accounts", "/accounts", "list_accounts"),
    ("nav.territories", "/territories", "read_territories"),
    ("nav.targets", "/targets", "read_own_targets"),
    ("nav.notebook", "/territories/notebook", "list_around"),
    ("nav.money", "/money", "read_own_money"),
    ("nav.claims", "/claims", "list_claims"),
    ("nav.reports", "/reports", "read_review"),
    ("nav.admin", "/admin", "list_people"),
)
"""Each entry of the menu, its page, and the use case that whoever sees it may carry out."""


@cache
def environment() -> Environment:
    """Return the templates' environment: a name that a page was not given is a fault, not an empty place."""
    files = FileSystemLoader(TEMPLATES)  # they come with the program: no page looks whether one was changed
    env = Environment(loader=files, autoescape=True, undefined=StrictUndefined, auto_reload=False)
    env.trim_blocks = env.lstrip_blocks = True
    return env


def language_of(request: Request) -> str:
    """Return the language of a request: the person's choice, else the browser's first that we have."""
    signed: SignedIn | None = getattr(request.state, "signed", None)
    if signed is not None:
        return signed.preferences.language
    asked = [part.split(";")[0].strip().lower()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return next((one for one in asked if one in LANGUAGES), "en")


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page; templates find `t` (phrases), `url`, `static`, `who`, `menu` and the functions of `Format`."""
    signed: SignedIn | None = getattr(request.state, "signed", None)
    language, root = language_of(request), request.scope.get("root_path", "")
    words = Format(language)
    known = {
        "t": words.t,
        "fmt": words,
        "language": language,
        "theme": signed.preferences.theme if signed else "auto",
        "who": signed.person if signed else None,
        "menu": [(key, root + path, path) for key, path, verb in MENU if signed and allowed(signed.person, verb)],
        "may": lambda verb: signed is not None and allowed(signed.person, verb),
        "here": request.url.path,
        "url": lambda path: root + path,
        "static": lambda name: f"{root}/static/{static_hash()}/{name}",
        "form_token": form_token(request.cookies.get(cookie_name(request), "")),
    }
    text = environment().get_template(template).render(known | values)
    return HTMLResponse(text, status_code=status, headers={"Cache-Control": "private, no-store"})


class Format:
    """How values are written in one language: names, units, what matters first."""

    def __init__(self, language: str) -> None:
        self.language = language

    def t(self, key: str, **values: object) -> str:
        """Return a phrase."""
        return phrase(self.language, key, **values)

    def known(self, key: str, otherwise: str) -> str:
        """Return the phrase of a code, or the code's own text where there is none."""
        return self.t(key) if key in catalogue() else otherwise

    def finding(self, found: Finding) -> str:
        """Return what was found in words."""
        return words_of(found, self.language)

    def say(self, text: str) -> str:
        """Return a sentence of the office in the reader's language."""
        return in_words(text, self.language)

    def problem(self, problem: Problem | Mapping[str, Kept]) -> Problem:
        """Return a problem in the reader's language, also one that was kept."""
        found = problem if isinstance(problem, Problem) else Problem.of_kept(problem)
        return problem_in_words(found, self.language)

    def kept(self, result: Mapping[str, Any]) -> list[str]:
        """Return the problems that a job's result names, in the reader's language."""
        return [
            self.say(of_kept(one)) if isinstance(one, str) or "pattern" in one else self._told(self.problem(one))
            for one in result.get(KEPT, [])
        ]

    def _told(self, problem: Problem) -> str:
        return f"{problem.where}: {problem.cause}. {problem.action}"

    def more(self, seconds: float) -> str:
        """Return by how much more is driven, such as +12 min or -1 h 05 min."""
        return f"{'-' if round(seconds / 60) < 0 else '+'}{self.duration(abs(seconds))}"

    def share(self, value: float) -> str:
        """Return a share, such as 104 %."""
        return f"{self.number(100 * value)} %" if math.isfinite(value) else "-"

    def signed_share(self, value: float) -> str:
        """Return how far something is from a whole, such as +4.2 % or -1.0 %."""
        return f"{'-' if value < 0 else '+'}{self.number(abs(100 * value), 1)} %"

    def clock(self, seconds: int) -> str:
        """Return a time of day, such as 08:05; past midnight it is that of the next day."""
        return f"{seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}"

    def duration(self, seconds: float) -> str:
        """Return how long something takes, such as 25 min or 1 h 05 min."""
        minutes = round(seconds / 60)
        if minutes < 60:
            return self.t("unit.min", n=minutes)
        return self.t("unit.h_min", h=minutes // 60, m=minutes % 60)

    def km(self, metres: float) -> str:
        """Return a distance, such as 12.4 km."""
        return self.t("unit.km", n=self.number(metres / 1000, 1))

    def number(self, value: float | Decimal, digits: int = 0) -> str:
        """Return a number with the language's own signs."""
        text = f"{value:,.{digits}f}"
        return text if self.language == "en" else text.translate(str.maketrans(",.", ".,"))

    def plain(self, value: float) -> str:
        """Return a number with as many digits as it has."""
        digits = len(f"{value:.6f}".rstrip("0").partition(".")[2])
        return self.number(value, digits)

    def money(self, amount: Decimal, currency: str) -> str:
        """Return an amount with its currency."""
        return f"{self.number(amount, 2)} {currency}"

    def day(self, value: date) -> str:
        """Return a date with its weekday, such as Mon 30 Nov 2026."""
        written = value.strftime("%d.%m.%Y" if self.language == "de" else "%d %b %Y")
        return f"{self.t('day.' + DAYS[value.weekday()])} {written}"

    def month(self, period: str) -> str:
        """Return a month that is written as 2026-11, such as November 2026."""
        year, month = period.split("-")
        return f"{self.t(f'month.{int(month)}')} {year}"

    def iso_day(self, value: str) -> str:
        """Return a date that is written as 2026-11-30."""
        return self.day(date.fromisoformat(value))

    def instant(self, value: str, zone: str = "UTC") -> str:
        """Return an instant on a zone's clock."""
        local = datetime.fromisoformat(value).astimezone(ZoneInfo(zone))
        return f"{self.day(local.date())} {local:%H:%M}"


def packed_json(request: Request, value: Any) -> Response:
    """Return a value as JSON, compressed where the browser takes that: for what is long and holds no secret."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"Cache-Control": "private, no-store", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", "") and len(text) > PACKED_FROM:
        text, headers["Content-Encoding"] = gzip.compress(text, 4, mtime=0), "gzip"
    return Response(text, media_type="application/json", headers=headers)

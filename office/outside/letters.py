"""What a piece of mail says: its subject, and lines that become plain text and HTML alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from office.outside.words import phrase
from scheduler.wording import clock_text


@dataclass(frozen=True, slots=True)
class Line:
    """One visit of a day: when it begins, and whom to."""

    start_s: int
    name: str

    @property
    def text(self) -> str:
        """Return it in words."""
        return f"{clock_text(self.start_s)} {self.name}"


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and paragraphs; a paragraph of several lines is a list."""

    language: str
    subject: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def plain(self) -> str:
        """Return it as plain text."""
        return "\n\n".join("\n".join(lines) for lines in self.paragraphs) + "\n"

    @property
    def html(self) -> str:
        """Return it as HTML; whatever people called things is text and nothing else."""
        body = "".join(_html(lines) for lines in self.paragraphs)
        title = escape(self.subject)
        return f'<!doctype html><html lang="{self.language}"><title>{title}</title><body>{body}</body></html>\n'


def _html(lines: tuple[str, ...]) -> str:
    head, *rest = (escape(line) for line in lines)
    return f"<p>{head}</p>" + (f"<ul>{''.join(f'<li>{line}</li>' for line in rest)}</ul>" if rest else "")


Days = Mapping[date, Sequence[Line]]


def week_letter(
    language: str, name: str, days: Days, before: Days, address: str, *, message: tuple[str, str] = ("", "")
) -> Letter:
    """Return a rep's visits of some days, what is another than was told last, and who says what to it (`message`)."""
    first, last = min(days), max(days)
    said = [(f"{_day(language, day)}", *(line.text for line in lines)) for day, lines in sorted(days.items()) if lines]
    changed = _changes(language, days, before)
    paragraphs = [
        (phrase(language, "hello", name=name),),
        *_message(language, message),
        (phrase(language, "week.intro"),),
        *([(phrase(language, "week.changed"), *changed)] if changed else []),
        *(said or [(phrase(language, "week.none"),)]),
        *_end(language, address),
    ]
    subject = phrase(language, "week.subject", first=_day(language, first), last=_day(language, last))
    return Letter(language, subject, tuple(paragraphs))


def _message(language: str, message: tuple[str, str]) -> list[tuple[str, ...]]:
    who, text = message
    if not text:
        return []
    return [(phrase(language, "week.said", name=who),), *((line,) for line in text.splitlines() if line.strip())]


def claim_letter(language: str, name: str, verb: str, address: str) -> Letter:
    """Return what became of a claim."""
    subject = phrase(language, f"claim.{verb}")
    return Letter(
        language, subject, ((phrase(language, "hello", name=name),), (f"{subject}.",), *_end(language, address))
    )


def attest_letter(language: str, name: str, days: Sequence[date], address: str) -> Letter:
    """Return the days whose trips are still to be attested."""
    said = (phrase(language, "attest.intro"), *(_day(language, day) for day in days))
    paragraphs = ((phrase(language, "hello", name=name),), said, *_end(language, address))
    return Letter(language, phrase(language, "attest.subject"), paragraphs)


def review_letter(language: str, name: str, said: tuple[str, str, str], address: str) -> Letter:
    """Return what was said of a draft (its verdict, its number, the comment) to whom that concerns."""
    verdict, plan, text = said
    subject = phrase(language, f"review.{verdict}", plan=plan)
    told = (f"{subject}.", text) if text else (f"{subject}.",)
    return Letter(language, subject, ((phrase(language, "hello", name=name),), told, *_end(language, address)))


def _changes(language: str, days: Days, before: Days) -> list[str]:
    found = []
    for day in sorted(set(days) & set(before)):
        now_on, then = {line.text for line in days[day]}, {line.text for line in before[day]}
        label = _day(language, day)
        found += [phrase(language, "week.gone", line=f"{label} {text}") for text in sorted(then - now_on)]
        found += [phrase(language, "week.new", line=f"{label} {text}") for text in sorted(now_on - then)]
    return found


def _end(language: str, address: str) -> list[tuple[str, ...]]:
    return [(phrase(language, "look", address=address),), (phrase(language, "end"),)]


def _day(language: str, day: date) -> str:
    written = f"{day:%d.%m.%Y}" if language == "de" else f"{day:%Y-%m-%d}"
    return f"{phrase(language, f'day.{day.weekday()}')} {written}"

"""Salesforce by its REST API: queries that go on where they ended, and events written by an external id.

Names are those of the REST API Developer Guide: ``queryAll`` (deleted records too), ``nextRecordsUrl``, sObject
Collections (``composite/sobjects``), error arrays with ``errorCode``, ``Sforce-Limit-Info``; tokens by the OAuth 2.0
client credentials or refresh token flow at the organisation's own address.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from calendars.dav import same_origin
from crm.client import REST_S, Access, Client, CrmBusyError, CrmRefusedError, Reply, Sleep, code_of, text_of
from crm.records import Event, Mark, Noun, Outcome, Page, Record
from crm.values import OddAnswerError, a_dict, a_list, an_id, an_instant, day_or_none, instant_or_none, written

DATA = "/services/data/v62.0"
TOKEN = "/services/oauth2/token"  # noqa: S105 - a path
KEY = "Roundsman_Visit_Id__c"
"""The custom field of activities that holds a visit's id: a text of 80 characters, marked as external id."""
BATCH = 200
USED_MOST = 0.9
"""The share of the day's requests that we leave off at: others need the rest."""

T = TypeVar("T")
OBJECTS = {
    Noun.ACCOUNTS: "Account",
    Noun.CONTACTS: "Contact",
    Noun.OPPORTUNITIES: "Opportunity",
    Noun.ACTIVITIES: "Event",
    Noun.WRITTEN: "Event",
}
FIELDS = {
    Noun.ACCOUNTS: (
        "Name BillingStreet BillingPostalCode BillingCity BillingState BillingCountry BillingLatitude BillingLongitude"
        " Phone Type Industry Rating AnnualRevenue"
    ),
    Noun.CONTACTS: "AccountId Name Email",
    Noun.OPPORTUNITIES: "AccountId Name Amount StageName Probability CreatedDate CloseDate",
    Noun.ACTIVITIES: "AccountId OwnerId Subject Description StartDateTime EndDateTime ActivityDate IsAllDayEvent",
    Noun.WRITTEN: f"{KEY} StartDateTime EndDateTime ActivityDate IsAllDayEvent",
}
WHERE = {Noun.ACTIVITIES: f"{KEY} = null AND IsChild = false", Noun.WRITTEN: f"{KEY} != null AND IsChild = false"}
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)*")
_GONE = {"ENTITY_IS_DELETED", "INVALID_CROSS_REFERENCE_KEY", "NOT_FOUND", "INVALID_ID_FIELD"}
_USAGE = re.compile(r"api-usage=(\d{1,12})/(\d{1,12})")


class Salesforce:
    """One organisation, asked at its own address (My Domain)."""

    def __init__(self, access: Access, sleep: Sleep = time.sleep) -> None:
        self._client = Client(access, self._new_token, _nearly_used_up, sleep)

    @property
    def most(self) -> int:
        """Return how many events are written at once."""
        return BATCH

    def check(self) -> None:
        """See that we are let in and that our own field is there, as an external id."""
        found = self._get(f"{DATA}/sobjects/Event/describe")
        fields = [a_dict(one) for one in self._odd(lambda: a_list(a_dict(found).get("fields")))]
        ours = next((one for one in fields if one.get("name") == KEY), None)
        if ours is None or ours.get("externalId") is not True:
            cause = f"activities have no field {KEY} that is marked as external id"
            raise CrmRefusedError(self._client.access.url, 200, "FIELD_MISSING", cause)

    def page(self, noun: Noun, mark: Mark, more_fields: Sequence[str]) -> Page:
        """Return the records that were changed after a mark, oldest change first, deleted ones too."""
        if mark.cursor:
            try:
                found = self._get(mark.cursor)
            except CrmRefusedError as error:
                if error.code != "INVALID_QUERY_LOCATOR":
                    raise
                return self.page(noun, Mark(mark.at, mark.id), more_fields)  # it has had its two days
        else:
            found = self._get(f"{DATA}/queryAll/", {"q": query(noun, mark, more_fields)})
        return self._odd(lambda: _page(noun, mark, found, more_fields))

    def write(self, events: Sequence[Event]) -> tuple[Outcome, ...]:
        """Make or change events by their keys."""
        body = {"allOrNone": False, "records": [_row(event) for event in events]}
        reply = self._checked(self._client.ask("PATCH", f"{DATA}/composite/sobjects/Event/{KEY}", None, body))
        return self._outcomes([event.key for event in events], reply.value)

    def remove(self, keys: Mapping[str, str]) -> tuple[Outcome, ...]:
        """Remove events by key and Salesforce's id."""
        known = {key: identity for key, identity in keys.items() if identity}
        lost = [key for key in keys if not keys[key]]
        known |= self._ids(lost) if lost else {}
        if not known:
            return tuple(Outcome(key) for key in keys)
        asked = {"ids": ",".join(known.values()), "allOrNone": "false"}
        reply = self._checked(self._client.ask("DELETE", f"{DATA}/composite/sobjects", asked))
        outcomes = {one.key: one for one in self._outcomes(list(known), reply.value)}
        return tuple(_without_gone(outcomes.get(key, Outcome(key))) for key in keys)

    def _ids(self, keys: Sequence[str]) -> dict[str, str]:
        """Return the ids of events that were written under keys, as far as there are any."""
        named = ", ".join(f"'{_quoted(key)}'" for key in keys)
        asked = f"SELECT Id, {KEY} FROM Event WHERE {KEY} IN ({named})"  # noqa: S608 - the keys are quoted
        found = self._get(f"{DATA}/query/", {"q": asked})
        return self._odd(lambda: _ids(found))

    def _outcomes(self, keys: Sequence[str], value: object) -> tuple[Outcome, ...]:
        rows = self._odd(lambda: [a_dict(one) for one in a_list(value)])
        if len(rows) != len(keys):
            self._client.away("answered of another number of records")
        return self._odd(lambda: tuple(self._outcome(key, row) for key, row in zip(keys, rows, strict=True)))

    def _outcome(self, key: str, row: Mapping[str, Any]) -> Outcome:
        if row.get("success") is True:
            return Outcome(key, an_id(row.get("id")))
        errors = [a_dict(one) for one in a_list(row.get("errors"))]
        first = errors[0] if errors else {}
        return Outcome(key, "", code_of(first.get("statusCode")), self._client.clean(str(first.get("message", ""))))

    def _get(self, path: str, asked: Mapping[str, str] | None = None) -> Any:
        return self._checked(self._client.ask("GET", path, asked)).value

    def _checked(self, reply: Reply) -> Reply:
        """Return an answer that is none of the errors of the reference."""
        if reply.status < 300:
            return reply
        errors = [one for one in reply.value if isinstance(one, dict)] if isinstance(reply.value, list) else []
        first = errors[0] if errors else {}
        code = code_of(first.get("errorCode"))
        if code == "REQUEST_LIMIT_EXCEEDED":
            raise CrmBusyError(self._client.access.url, "has no requests left for today", REST_S)
        raise self._client.refusal(reply, code, str(first.get("message", "")))

    def _new_token(self) -> str:
        access = self._client.access
        form = {"client_id": access.client_id}
        if access.refreshes:
            form |= {"grant_type": "refresh_token", "refresh_token": access.secret}
        else:
            form |= {"grant_type": "client_credentials", "client_secret": access.secret}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        reply = self._client.send("POST", TOKEN, None, urlencode(form).encode(), headers)
        value = reply.value if isinstance(reply.value, dict) else {}
        token = value.get("access_token")
        if reply.status >= 300 or not isinstance(token, str) or not token:
            code = code_of(value.get("error"))
            self._client.away(f"gives no token ({reply.status} {code})", "Check the client and its secret.")
        there = value.get("instance_url")
        if there and not same_origin(access.url, str(there)):
            self._client.away("is at another address", "Give the organisation's own address (My Domain).")
        return token

    def _odd(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except (OddAnswerError, ValueError):
            self._client.away("sent an answer that is not as its reference says")


def query(noun: Noun, mark: Mark, more_fields: Sequence[str]) -> str:
    """Return the query for the records of a noun that were changed after a mark."""
    fields = ["Id", "SystemModstamp", "IsDeleted", *FIELDS[noun].split()]
    fields += [name for name in sorted(set(more_fields)) if _FIELD.fullmatch(name) and name not in fields]
    where = [WHERE[noun]] if noun in WHERE else []
    if mark.at:
        at = written(an_instant(mark.at))
        after = f"SystemModstamp > {at}"
        where.append(f"({after} OR (SystemModstamp = {at} AND Id > '{an_id(mark.id)}'))" if mark.id else after)
    sure = f" WHERE {' AND '.join(where)}" if where else ""
    return f"SELECT {', '.join(fields)} FROM {OBJECTS[noun]}{sure} ORDER BY SystemModstamp, Id"  # noqa: S608 - as above


def _ids(found: object) -> dict[str, str]:
    rows = [a_dict(one) for one in a_list(a_dict(found).get("records"))]
    return {str(row.get(KEY)): an_id(row.get("Id")) for row in rows}


def _page(noun: Noun, mark: Mark, found: object, more_fields: Sequence[str]) -> Page:
    answer = a_dict(found)
    records = tuple(_record(noun, a_dict(one), more_fields) for one in a_list(answer.get("records")))
    done = answer.get("done")
    if not isinstance(done, bool) or (not done and (not records or not isinstance(answer.get("nextRecordsUrl"), str))):
        raise OddAnswerError("neither done nor a next page")
    last = records[-1] if records else None
    cursor = "" if done else str(answer["nextRecordsUrl"])
    return Page(records, Mark(last.changed_at, last.id, cursor) if last else mark, not done)


def _record(noun: Noun, row: Mapping[str, Any], more_fields: Sequence[str]) -> Record:
    names = [*FIELDS[noun].split(), *(name for name in more_fields if _FIELD.fullmatch(name))]
    fields = {"Id": an_id(row.get("Id"))}
    fields |= {name: text for name in names if (text := text_of(_within(row, name)))}
    whole_day = row.get("IsAllDayEvent") is True
    return Record(
        fields["Id"],
        written(an_instant(row.get("SystemModstamp"))),
        fields,
        about=fields.get("AccountId", ""),
        gone=row.get("IsDeleted") is True,
        start=None if whole_day else instant_or_none(row.get("StartDateTime")),
        end=None if whole_day else instant_or_none(row.get("EndDateTime")),
        day=day_or_none(row.get("ActivityDate")),
        owner=fields.get("OwnerId", ""),
    )


def _within(row: Mapping[str, Any], name: str) -> object:
    """Return a field of a record, or of one that it refers to, such as ``Owner.Email``."""
    value: object = row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _row(event: Event) -> dict[str, Any]:
    row: dict[str, Any] = {"attributes": {"type": "Event"}, KEY: event.key}
    row |= {"Subject": event.subject[:255], "Description": event.text[:32_000], "WhatId": event.account}
    if event.owner:
        row["OwnerId"] = event.owner
    if event.start is None or event.end is None:
        return row | {"IsAllDayEvent": True, "ActivityDate": event.day.isoformat(), "DurationInMinutes": 1440}
    minutes = max(0, round((event.end - event.start) / timedelta(minutes=1)))
    start, end = written(event.start), written(event.start + timedelta(minutes=minutes))
    return row | {"IsAllDayEvent": False, "StartDateTime": start, "EndDateTime": end}


def _nearly_used_up(reply: Reply) -> bool:
    """Return whether the day's requests are nearly used up: other programs of the organisation need the rest."""
    usage = _USAGE.search(reply.headers.get("sforce-limit-info", ""))
    return usage is not None and int(usage[1]) >= USED_MOST * max(1, int(usage[2]))


def _without_gone(outcome: Outcome) -> Outcome:
    return Outcome(outcome.key) if outcome.code in _GONE else outcome


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")

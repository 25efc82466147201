"""Small servers that answer as Salesforce's and HubSpot's published references say, and fail on command.

Salesforce: REST API Developer Guide (queryAll, nextRecordsUrl, sObject Collections, status codes and error responses,
limit info header), OAuth 2.0 client credentials and refresh token flows. HubSpot: CRM API v3 (objects, search, batch
upsert, archive, properties), associations v4, error handling, usage guidelines.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "s3cr3t-of-the-client"
FIRST = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def told(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


@dataclass
class Double:
    """What a server holds, which faults it shows next, and what it was asked.

    `faults` are shown one after the other by requests whose ``METHOD path`` holds the first word: a status, "cut" (not
    carried out), "after" (carried out, then cut), "html", "odd", "redirect", or (status, headers, body).
    """

    objects: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    faults: list[tuple[str, Any]] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    tokens: int = 0
    clock: datetime = FIRST
    page: int = 2
    has_field: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    number: int = 0
    elsewhere: str = ""
    most_searched: int = 10_000

    def tick(self) -> datetime:
        self.clock += timedelta(minutes=10)
        return self.clock

    def put(self, noun: str, identity: str, **fields: Any) -> None:
        """Make or change a record, as a person does."""
        was = self.objects.setdefault(noun, {}).get(identity, {})
        self.objects[noun][identity] = {**was, **fields, "_at": self.tick(), "_gone": False}

    def delete(self, noun: str, identity: str) -> None:
        self.objects[noun][identity] |= {"_at": self.tick(), "_gone": True}

    def all(self, noun: str) -> list[dict[str, Any]]:
        return [row for row in self.objects.get(noun, {}).values() if not row["_gone"]]


Answer = tuple[int, dict[str, str], Any]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    double: Double
    speak: Any

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        parts, double = urlsplit(self.path), self.double
        double.log.append(f"{self.command} {parts.path}")
        form = "form" in self.headers.get("Content-Type", "")
        body = {name: one[0] for name, one in parse_qs(raw).items()} if form else json.loads(raw) if raw else None
        double.bodies.append(body)
        fault = None
        if double.faults and double.faults[0][0] in f"{self.command} {parts.path}":
            fault = double.faults.pop(0)[1]
        if fault == "cut":
            self.close_connection = True
            return
        if fault == "silence":
            time.sleep(2)
            self.close_connection = True
            return
        asked = {name: one[0] for name, one in parse_qs(parts.query).items()}
        if fault is None or fault == "after":
            status, headers, value = self.speak(double, self.command, parts.path, asked, body, self.headers)
            if fault == "after":
                self.close_connection = True
                return
        elif isinstance(fault, int):
            status, headers, value = fault, {}, {"message": "no"}
        elif isinstance(fault, tuple):
            status, headers, value = fault
        elif fault == "redirect":
            status, headers, value = 302, {"Location": double.elsewhere}, None
        else:
            status, headers, value = 200, {}, {"html": "<html>please log in</html>", "odd": fault}[fault]
        octets = value.encode() if isinstance(value, str) else b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        for name, text in {**double.headers, **headers, "Content-Length": str(len(octets))}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(octets)

    do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = do  # noqa: N815


@contextmanager
def served(double: Double, speak: Any) -> Iterator[str]:
    """Serve a double on a free port of this machine; yield its address."""
    handler = type("Handler", (_Handler,), {"double": double, "speak": staticmethod(speak)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# --- Salesforce

KEY = "Roundsman_Visit_Id__c"
DATA = "/services/data/v62.0"


def salesforce(double: Double, method: str, path: str, asked: dict[str, str], body: Any, headers: Any) -> Answer:  # noqa: PLR0911, PLR0917
    if path == "/services/oauth2/token":
        return _token(double, body)
    if headers.get("Authorization") != f"Bearer 00Dtoken!{double.tokens}":
        return 401, {}, [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}]
    if path == f"{DATA}/sobjects/Event/describe":
        fields = [{"name": "Id", "externalId": False}]
        fields += [{"name": KEY, "externalId": True}] if double.has_field else []
        return 200, {}, {"fields": fields}
    if path in {f"{DATA}/queryAll/", f"{DATA}/query/"}:
        rows = _query(double, asked["q"], deleted="queryAll" in path)
        double.objects["_cursor"] = {"all": {"rows": rows, "_gone": False}}
        return _rows(double, rows, 0)
    if path.startswith(f"{DATA}/query/01g"):
        rows = double.objects["_cursor"]["all"]["rows"]
        return _rows(double, rows, int(path.rpartition("-")[2]))
    if (method, path) == ("PATCH", f"{DATA}/composite/sobjects/Event/{KEY}"):
        return 200, {}, [_upserted(double, row) for row in body["records"]]
    if (method, path) == ("DELETE", f"{DATA}/composite/sobjects"):
        return 200, {}, [_deleted(double, identity) for identity in asked["ids"].split(",")]
    return 404, {}, [{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]


def _token(double: Double, form: dict[str, str]) -> Answer:
    good = {"client_id": "3MVG9client"}
    by_secret = form == good | {"grant_type": "client_credentials", "client_secret": SECRET}
    if not by_secret and form != good | {"grant_type": "refresh_token", "refresh_token": SECRET}:
        return 400, {}, {"error": "invalid_client", "error_description": f"invalid client credentials {SECRET}"}
    double.tokens += 1
    token = {"access_token": f"00Dtoken!{double.tokens}", "token_type": "Bearer"}
    return 200, {}, token | ({"instance_url": double.elsewhere} if double.elsewhere else {})


def _query(double: Double, q: str, *, deleted: bool) -> list[dict[str, Any]]:
    found = re.fullmatch(r"SELECT (.+?) FROM (\w+)(?: WHERE (.+?))?(?: ORDER BY SystemModstamp, Id)?", q)
    assert found, q
    fields, noun, where = found[1].split(", "), found[2], found[3] or ""
    rows = []
    for identity, row in double.objects.get(noun, {}).items():
        if (deleted or not row["_gone"]) and _fits(where, identity, row):
            shown = {"Id": identity, "SystemModstamp": told(row["_at"]), "IsDeleted": row["_gone"]}
            rows.append({"attributes": {"type": noun}} | {name: shown.get(name, row.get(name)) for name in fields})
    return sorted(rows, key=lambda row: (str(row.get("SystemModstamp")), row["Id"]))


def _fits(where: str, identity: str, row: dict[str, Any]) -> bool:
    if f"{KEY} = null" in where and row.get(KEY):
        return False
    if f"{KEY} != null" in where and not row.get(KEY):
        return False
    if named := re.search(r"IN \((.+)\)", where):
        return row.get(KEY) in re.findall(r"'([^']+)'", named[1])
    at = re.search(r"SystemModstamp > (\S+Z)", where)
    same = re.search(r"SystemModstamp = (\S+Z) AND Id > '(\w+)'", where)
    if at and row["_at"] > datetime.fromisoformat(at[1]):
        return True
    return bool(same and row["_at"] == datetime.fromisoformat(same[1]) and identity > same[2]) or not at


def _rows(double: Double, rows: list[dict[str, Any]], begin: int) -> Answer:
    end = begin + double.page
    value = {"totalSize": len(rows), "done": end >= len(rows), "records": rows[begin:end]}
    if end < len(rows):
        value["nextRecordsUrl"] = f"{DATA}/query/01gRO0000016PIAYA2-{end}"
    return 200, {}, value


def _upserted(double: Double, row: dict[str, Any]) -> dict[str, Any]:
    events = double.objects.setdefault("Event", {})
    same = [identity for identity, one in events.items() if one.get(KEY) == row[KEY] and not one["_gone"]]
    if len(same) > 1:
        error = {"statusCode": "DUPLICATE_EXTERNAL_ID", "message": f"more than one record found: {same}", "fields": []}
        return {"success": False, "errors": [error]}
    if row.get("OwnerId") == "005gone":
        error = {"statusCode": "INACTIVE_OWNER_OR_USER", "message": "inactive user", "fields": ["OwnerId"]}
        return {"success": False, "errors": [error]}
    double.number += 1
    identity = same[0] if same else f"00U{double.number:012d}"
    fields = {name: text for name, text in row.items() if name != "attributes"}
    events[identity] = {**events.get(identity, {}), **fields, "_at": double.tick(), "_gone": False}
    return {"id": identity, "success": True, "errors": [], "created": not same}


def _deleted(double: Double, identity: str) -> dict[str, Any]:
    row = double.objects.get("Event", {}).get(identity)
    if row is None or row["_gone"]:
        return {"id": identity, "success": False, "errors": [{"statusCode": "ENTITY_IS_DELETED", "message": "deleted"}]}
    double.delete("Event", identity)
    return {"id": identity, "success": True, "errors": []}


# --- HubSpot

PROPERTY = "roundsman_visit_id"


def hubspot(double: Double, method: str, path: str, asked: dict[str, str], body: Any, headers: Any) -> Answer:  # noqa: PLR0911, PLR0917
    if headers.get("Authorization") != f"Bearer {SECRET}":
        return 401, {}, {"status": "error", "category": "INVALID_AUTHENTICATION", "message": "no", "correlationId": "c"}
    if path == f"/crm/v3/properties/meetings/{PROPERTY}":
        if not double.has_field:
            return 404, {}, {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "Property does not exist"}
        return 200, {}, {"name": PROPERTY, "type": "string", "hasUniqueValue": True}
    if found := re.fullmatch(r"/crm/v3/objects/(\w+)/search", path):
        return _search(double, found[1], body)
    if (found := re.fullmatch(r"/crm/v3/objects/(\w+)", path)) and method == "GET":
        return _archived(double, found[1], asked)
    if found := re.fullmatch(r"/crm/v4/associations/(\w+)/companies/batch/read", path):
        return _associations(double, found[1], body)
    if path == "/crm/v4/associations/meetings/companies/batch/associate/default":
        for pair in body["inputs"]:
            double.objects["meetings"][pair["from"]["id"]]["_about"] = pair["to"]["id"]
        return 200, {}, {"status": "COMPLETE", "results": []}
    return _batch(double, path, body)


def _search(double: Double, noun: str, body: dict[str, Any]) -> Answer:
    changed = "lastmodifieddate" if noun == "contacts" else "hs_lastmodifieddate"
    by = [one["propertyName"] for one in body["sorts"]]
    assert by in ([changed], ["hs_object_id"])
    rows = []
    for identity, row in double.objects.get(noun, {}).items():
        if row["_gone"] or not all(
            _passes(one, row, changed, identity) for one in (body["filterGroups"] or [{"filters": []}])[0]["filters"]
        ):
            continue
        told_at = row["_at"].isoformat(timespec="milliseconds").replace("+00:00", "Z")
        properties = {name: row.get(name) for name in body["properties"]} | {changed: told_at, "hs_object_id": identity}
        rows.append({"id": identity, "properties": properties, "updatedAt": told_at, "archived": False})
    rows.sort(key=lambda row: row["updatedAt"] if by == [changed] else f"{int(row['id']):020d}")
    begin = int(body.get("after", 0))
    if begin + body["limit"] > double.most_searched:
        return 400, {}, {"status": "error", "category": "VALIDATION_ERROR", "message": "no more than the first 10,000"}
    end = begin + min(double.page, body["limit"])
    paging = {"paging": {"next": {"after": str(end)}}} if end < len(rows) else {}
    return 200, {}, {"total": len(rows), "results": rows[begin:end]} | paging


def _passes(one: dict[str, str], row: dict[str, Any], changed: str, identity: str) -> bool:
    if one["propertyName"] == changed:
        at_ms = round(row["_at"].timestamp() * 1000)
        return at_ms == int(one["value"]) if one["operator"] == "EQ" else at_ms >= int(one["value"])
    if one["propertyName"] == "hs_object_id":
        assert one["operator"] == "GT"
        return int(identity) > int(one["value"])
    return bool(row.get(one["propertyName"])) is (one["operator"] == "HAS_PROPERTY")


def _archived(double: Double, noun: str, asked: dict[str, str]) -> Answer:
    names = asked["properties"].split(",")
    rows = []
    for identity, row in sorted(double.objects.get(noun, {}).items()):
        if row["_gone"]:
            at = row["_at"].isoformat().replace("+00:00", "Z")
            told_ = {name: row.get(name) for name in names}
            rows.append({"id": identity, "properties": told_, "updatedAt": at, "archived": True, "archivedAt": at})
    begin = int(asked.get("after", "0%3D").removesuffix("%3D"))
    end = begin + double.page
    paging = {"paging": {"next": {"after": f"{end}%3D"}}} if end < len(rows) else {}
    return 200, {}, {"results": rows[begin:end]} | paging


def _associations(double: Double, noun: str, body: dict[str, Any]) -> Answer:
    results = []
    for one in body["inputs"]:
        about = double.objects[noun][one["id"]].get("_about")
        if about:
            kinds = [{"category": "HUBSPOT_DEFINED", "typeId": 5, "label": "Primary"}]
            results.append({"from": {"id": one["id"]}, "to": [{"toObjectId": int(about), "associationTypes": kinds}]})
    return 207, {}, {"status": "COMPLETE", "results": results}


def _batch(double: Double, path: str, body: Any) -> Answer:
    meetings = double.objects.setdefault("meetings", {})
    by_key = {row.get(PROPERTY): identity for identity, row in meetings.items() if not row["_gone"]}
    if path == "/crm/v3/objects/meetings/batch/upsert":
        if any(one["properties"].get("hubspot_owner_id") == "0" for one in body["inputs"]):
            return 400, {}, {"status": "error", "category": "VALIDATION_ERROR", "message": "owner 0 is no user"}
        results = []
        for one in body["inputs"]:
            double.number += 1
            identity = by_key.get(one["id"]) or str(9000 + double.number)
            meetings[identity] = {
                **meetings.get(identity, {}),
                **one["properties"],
                "_at": double.tick(),
                "_gone": False,
            }
            results.append({"id": identity, "properties": one["properties"], "new": one["id"] not in by_key})
        return 200, {}, {"status": "COMPLETE", "results": results}
    if path == "/crm/v3/objects/meetings/batch/read":
        found = [by_key[one["id"]] for one in body["inputs"] if one["id"] in by_key]
        return (
            207,
            {},
            {"results": [{"id": identity, "properties": meetings[identity] | {"_at": None}} for identity in found]},
        )
    if path == "/crm/v3/objects/meetings/batch/archive":
        for one in body["inputs"]:
            if one["id"] in meetings:
                double.delete("meetings", one["id"])
        return 204, {}, None
    return 404, {}, {"status": "error", "category": "OBJECT_NOT_FOUND", "message": path}

"""Rules, targets and policy as forms over one text: opened, changed, ordered, looked at, put in force."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from office.names import list_names
from office.ownership.rules import RulesTried, set_rules, try_rules
from office.permissions import allowed
from office.reviews.form_choices import FormChoices, read_form_choices
from office.reviews.manager_files import check_manager_file, files_beside, keep_manager_file, list_manager_files
from reports.speech import Speech
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from territory.file_forms.edits import (
    Edited,
    begin_rules,
    fill_form,
    find_entry,
    form_unknown,
    number_of,
    order_rule,
    remove_table,
    require_form,
    save_entry,
)
from territory.file_forms.fields import FORMS, LISTS, Sort
from territory.file_forms.ranks import ranks
from territory.file_forms.tables import Entry, read_entries
from territory.kpis import KPIS
from territory.manager_files import FileKind, ManagerFile
from territory.ownership.areas import area_names_in
from territory.performance import KINDS
from web.guard import TheOffice, Who
from web.maps import map_page
from web.pages import language_of
from web.routes.table import Routes
from web.rule_changes import MOST_DOTS, dots_of, group_changes, most_names

ROUTES = Routes()

MOST_BESIDE = 900_000
"""So many letters of areas are carried along while their rules are edited."""
LIMITS = ("workload", "potential", "coverage", "overdue")


async def _form(request: Request) -> FormData:
    return await request.form()


Form = Annotated[FormData, Depends(_form)]


@dataclass(frozen=True, slots=True)
class Desk:
    """A text under work, and what is shown beside it.

    Attributes
    ----------
    table, number, filled : the form that is open, with what stands in its fields; no number is that of a new table.
    based : date, optional
        The day whose file was opened: its areas are known; by default today's.
    focus : str
        The button on which the reader goes on.
    """

    kind: FileKind
    text: str
    on: date
    name: str
    beside: Mapping[str, str]
    based: date | None = None
    fresh: Mapping[str, str] = field(default_factory=dict)
    table: str | None = None
    number: int | None = None
    filled: Mapping[str, Sequence[str]] = field(default_factory=dict)
    focus: str = ""
    tried: RulesTried | None = None
    lines: int | None = None
    problems: Sequence[Problem] = ()
    reread: bool = False


@ROUTES.get("/territories/files/{kind}", ("list_manager_files",))
def open_file(request: Request, office: TheOffice, who: Who, kind: FileKind, on: date | None = None) -> Response:
    """Show the file in force as forms, by default today's."""
    return _shown(request, office, who, _in_force(office, who, kind, on))


@ROUTES.post("/territories/files/{kind}", ("keep_manager_file", "set_rules", "check_manager_file"))
def work(request: Request, office: TheOffice, who: Who, kind: FileKind, form: Form) -> Response:
    """Take over what was typed, and do the step that was asked for; nothing is in force before it is kept."""
    based = _word(form, "based")
    desk = _typed(_in_force(office, who, kind, _day(based) if based else None), form)
    try:
        desk = _with_areas(replace(desk, on=_day(_word(form, "on"))), form)
        step, _, about = _word(form, "step").partition(":")
        if desk.reread and step not in {"look", "keep"}:
            return _shown(request, office, who, desk)
        if desk.table is not None and step != "close":
            desk = _after(desk, save_entry(_edited(desk), desk.table, desk.number, desk.filled))
        desk = _STEPS.get(step, _nothing_such)(office, who, desk, about)
    except BadInputError as error:
        return _shown(request, office, who, replace(desk, problems=error.problems), status=400)
    if step == "keep":
        return RedirectResponse(f"{request.scope.get('root_path', '')}/territories/files?kept={kind.value}", 303)
    return _shown(request, office, who, replace(desk, table=None) if step in {"look", "save"} else desk)


def _in_force(office: TheOffice, who: Who, kind: FileKind, on: date | None) -> Desk:
    today = office.clock().date()
    held = list_manager_files(office, who, on).get(kind)
    if held is None:
        return Desk(kind, "", on or today, f"{kind.value}.toml", {}, on)
    return Desk(kind, held.text, max(on or today, held.valid_from), held.name, held.beside, on)


def _typed(desk: Desk, form: FormData) -> Desk:
    """Return the text as it was sent, with the form that was open."""
    text = _word(form, "text").replace("\r\n", "\n")
    table, _, number = _word(form, "open").partition(":")
    shown = _word(form, "seen")
    desk = replace(desk, text=text, reread=bool(shown) and shown != _mark(text))
    if _word(form, "open") and table in FORMS[desk.kind]:
        raw = {name: [one for one in form.getlist(name) if isinstance(one, str)] for name in form}
        desk = replace(desk, table=table, number=None if number == "new" else number_of(number), filled=raw)
    return desk


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        cause = sentence("{text!r} is no day", text=text)
        raise BadInputError([Problem("day-impossible", "on", cause, "Choose one.")]) from None


def _with_areas(desk: Desk, form: FormData) -> Desk:
    before = _carried(_word(form, "beside"))
    given = {
        one.filename: _area(one) for one in form.getlist("area_files") if isinstance(one, UploadFile) and one.filename
    }
    fresh = {**before, **given}
    size = sum(len(one) for one in fresh.values())
    if size > MOST_BESIDE:
        cause = sentence("the areas have {size} letters together", size=size)
        action = sentence("Simplify their outlines to less than {most} letters.", most=MOST_BESIDE)
        raise BadInputError([Problem("area-too-large", ", ".join(sorted(given)), cause, action)])
    return replace(desk, fresh=fresh, beside={**desk.beside, **fresh})


def _carried(text: str) -> dict[str, str]:
    try:
        held = json.loads(text or "{}")
        return {str(name): str(area) for name, area in held.items()}
    except (ValueError, AttributeError):
        raise BadInputError([form_unknown("beside")]) from None


def _area(file: UploadFile) -> str:
    try:
        return file.file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cause, action = "it is not UTF-8 text", "Save it as UTF-8."
        raise BadInputError([Problem("file-not-utf8", str(file.filename), cause, action)]) from error


def _edited(desk: Desk) -> Edited:
    return Edited(desk.kind, desk.text, desk.name)


def _after(desk: Desk, file: Edited) -> Desk:
    """Return the desk with the text that a step made; the form is shut."""
    return replace(desk, text=file.text, focus=file.focus, table=None, number=None, filled={})


def _edit(_office: TheOffice, _who: Who, desk: Desk, about: str) -> Desk:
    entry = find_entry(_edited(desk), about)
    return replace(desk, table=entry.table, number=entry.number, filled=fill_form(entry), focus="form")


def _add(_office: TheOffice, _who: Who, desk: Desk, about: str) -> Desk:
    require_form(_edited(desk), about)
    return replace(desk, table=about, number=None, filled={}, focus="form")


def _remove(_office: TheOffice, _who: Who, desk: Desk, about: str) -> Desk:
    return _after(desk, remove_table(_edited(desk), about))


def _up(_office: TheOffice, _who: Who, desk: Desk, about: str) -> Desk:
    return _after(desk, order_rule(_edited(desk), about, up=True))


def _down(_office: TheOffice, _who: Who, desk: Desk, about: str) -> Desk:
    return _after(desk, order_rule(_edited(desk), about, up=False))


def _begin(office: TheOffice, who: Who, desk: Desk, _about: str) -> Desk:
    return _after(desk, begin_rules(_edited(desk), read_form_choices(office, who).reps))


def _look(office: TheOffice, who: Who, desk: Desk, _about: str) -> Desk:
    file = _file(desk)
    if desk.kind is FileKind.RULES:
        return replace(desk, tried=try_rules(office, who, file), focus="look")
    return replace(desk, lines=check_manager_file(office, who, file), focus="look")


def _keep(office: TheOffice, who: Who, desk: Desk, _about: str) -> Desk:
    if desk.kind is FileKind.RULES:
        set_rules(office, who, _file(desk))
    else:
        keep_manager_file(office, who, _file(desk))
    return desk


def _rest(_office: TheOffice, _who: Who, desk: Desk, _about: str) -> Desk:
    """Do nothing further: what was typed is in the text already, or is left."""
    return replace(desk, table=None)


_STEPS = {
    "edit": _edit, "add": _add, "remove": _remove, "up": _up, "down": _down, "begin": _begin, "look": _look,
    "keep": _keep, "save": _rest, "close": _rest,
}  # fmt: skip


def _file(desk: Desk) -> ManagerFile:
    """Return the text as a file with the areas that it names."""
    asked = files_beside(desk.kind, desk.text, desk.name)
    lacking = [
        Problem("unknown-area", one, "the rules name this file", "Hand it in beside them.")
        for one in asked
        if one not in desk.beside
    ]
    if lacking:
        raise BadInputError(lacking)
    return ManagerFile(desk.kind, desk.name, desk.on, desk.text, {one: desk.beside[one] for one in asked})


def _nothing_such(_office: TheOffice, _who: Who, _desk: Desk, about: str) -> Desk:
    raise BadInputError([form_unknown(about)])


def _word(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _shown(request: Request, office: TheOffice, who: Who, desk: Desk, status: int = 200) -> Response:
    choices, said = read_form_choices(office, who), list(desk.problems)
    try:
        found = read_entries(desk.kind, desk.text, desk.name)
    except BadInputError as error:
        found, said = None, [*said, *(one for one in error.problems if one not in said)]
    answer = map_page(
        request, office, who, "file_forms.html", desk=desk, found=found, problems=said, choices=choices,
        offered=_offered(desk, found, choices), ranks=ranks(found) if found and desk.kind is FileKind.RULES else (),
        mark=_mark(desk.text), beside=json.dumps(dict(desk.fresh)) if desk.fresh else "", forms=FORMS[desk.kind],
        lists=LISTS, sorts=Sort, kpis=KPIS, say=Speech(language_of(request)),
        names=list_names(office, who).accounts,
        moves=group_changes(desk.tried), dots=dots_of(desk.tried), most_dots=MOST_DOTS,
        most_names=most_names(desk.tried),
        later=[day for kind, day in choices.later if kind is desk.kind and day > desk.on],
        may_keep=allowed(who, "set_rules" if desk.kind is FileKind.RULES else "keep_manager_file"),
    )  # fmt: skip
    answer.status_code = status
    return answer


def _offered(
    desk: Desk, found: Mapping[str, Sequence[Entry]] | None, choices: FormChoices
) -> dict[str, dict[str, str | int]]:
    """Return for each field that is chosen what there is to choose from, with its name or its number of accounts."""
    offered: dict[str, dict[str, str | int]] = {name: dict(some) for name, some in choices.values.items()}
    offered["segment"] = dict(choices.values["segments"])
    offered["rep"] = dict(choices.reps)
    offered["areas"] = {name: "" for file, text in desk.beside.items() for name in area_names_in(file, text)}
    if desk.kind is FileKind.RULES and found is not None:
        for table, fields in (("territory", ("territory",)), ("layer", ("layer",)), ("region", ("region", "parent"))):
            named = {str(one.values.get("id", "")): str(one.values.get("name", "")) for one in found[table]}
            named.pop("", None)
            for name in fields:
                offered[name] = dict(named)
    else:
        here = {one: choices.reps.get(one, "") for one in choices.territories}
        offered |= {"territory": dict(here), "trying": dict(here), "compared": dict(here)}
    kinds = LIMITS if desk.table == "limit" else KINDS
    return offered | {"kpi": dict.fromkeys(KPIS, ""), "kind": dict.fromkeys(kinds, "")}

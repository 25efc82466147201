"""When accounts receive visits: their hours over a horizon, as a request, a pin or an owner narrows them."""

from __future__ import annotations

from collections.abc import Sequence

from routing.tour import Window
from scheduler.demand.account_hours import account_windows, own_windows, visiting_hours_assumed
from scheduler.demand.day_prices import with_room
from scheduler.demand.due import Due
from scheduler.demand.hours import DAY_S, DayWindows, UnreadableHoursError, past_midnight, within
from scheduler.demand.request import Request
from scheduler.demand.rules import Pin
from scheduler.demand.seasons import closed_days, season_of
from scheduler.demand.stints import Stint, own_days
from scheduler.demand.workdays import WorkCalendar
from territory.accounts import Account


class Openings:
    """When accounts receive visits on the days of a request, and on which of them its rep works.

    `assumed` names the accounts whose hours are the default of their category.
    """

    def __init__(self, request: Request, calendar: WorkCalendar) -> None:
        self.request = request
        self.shifts = {shift.day: (Window(shift.start_s, shift.end_s),) for shift in calendar.shifts}
        self.late_ends = {shift.day: shift.end_s for shift in calendar.shifts if shift.end_s > DAY_S}
        self.hours: dict[str, DayWindows] = {}
        self.open_days: dict[tuple[int, int], list[bool]] = {}
        self.assumed: list[str] = []

    def days_of(self, account: Account) -> list[bool]:
        """Return on which days the rep can visit an account; where nobody can read its hours, all that are worked."""
        try:
            hours = self.hours_of(account)
        except UnreadableHoursError:
            return [day in self.shifts for day in range(self.request.days)]
        key = id(hours), account.service_s
        if key not in self.open_days:
            self.open_days[key] = [
                day in self.shifts and bool(with_room(within(windows, self.shifts[day]), account.service_s))
                for day, windows in enumerate(hours)
            ]
        return self.open_days[key]

    def opens(self, account: Account) -> list[bool]:
        """Return on which days an account is open at all, whoever visits; where nobody can read its hours, always."""
        request = self.request
        try:
            windows = own_windows(account, request.start, request.days)
        except UnreadableHoursError:
            return [True] * request.days
        shut = closed_days(season_of(account, request.book.seasons), request.start, request.days)
        return [bool(windows[day]) and not shut[day] for day in range(request.days)]

    def while_owned(self, account: Account, hours: DayWindows) -> DayWindows:
        """Return hours on the days on which the account is the rep's."""
        if account.id not in self.request.stints:
            return hours
        owned = own_days(self.request.stints[account.id], self.request.rep.id)
        return tuple(windows if day in owned else () for day, windows in enumerate(hours))

    def hours_of(self, account: Account) -> DayWindows:
        """Return when an account receives visits over the horizon, noting where they are assumed."""
        if account.id not in self.hours:
            if visiting_hours_assumed(account):
                self.assumed.append(account.id)
            request = self.request
            open_days = account_windows(account, request.rep, request.start, request.days)
            if self.late_ends:
                longer = account_windows(account, request.rep, request.start, request.days + 1)
                open_days = past_midnight(longer, self.late_ends)
            season = season_of(account, request.book.seasons)
            if season.closed:
                shut = closed_days(season, request.start, request.days).tolist()
                open_days = tuple(() if shut[day] else windows for day, windows in enumerate(open_days))
            self.hours[account.id] = open_days
        return self.hours[account.id]

    def hours_at(self, place_id: str, day: int) -> tuple[Window, ...]:
        """Return when a place may be visited on a day: an account's hours, any time elsewhere."""
        account = next((a for a in self.request.accounts if a.id == place_id), None)
        return self.hours_of(account)[day] if account else (self.any_time(day),)

    def any_time(self, day: int) -> Window:
        """Return the whole of a day, as far as its shift goes past midnight."""
        return Window(0, self.late_ends.get(day, DAY_S))

    def pinned(self, account: Account, due: Due, pin: Pin) -> DayWindows:
        """Return hours on the pinned day alone: at its time, and where forced regardless of opening hours."""
        open_then = (self.any_time(due.first_day),) if pin.force else self.hours_of(account)[due.first_day]
        if pin.start_s is not None:
            open_then = within(open_then, (Window(pin.start_s, pin.start_s + due.service_s),))
        return tuple(open_then if day == due.first_day else () for day in range(self.request.days))

    def preferred(self, account: Account, due: Due) -> DayWindows:
        """Return opening hours narrowed to the preferred ones wherever the visit has room in them."""
        wanted = self.request.book.rules_of(account).hours
        open_days = self.hours_of(account)
        if not wanted:
            return open_days
        return tuple(with_room(within(windows, wanted), due.service_s) or windows for windows in open_days)

    def first_open(self, due: Due, hours: DayWindows, day: int) -> int | None:
        """Return the first day from `day` on with a shift in which the visit would fit as to hours."""
        for later in range(day, self.request.days):
            if with_room(within(hours[later], self.shifts.get(later, ())), due.service_s):
                return later
        return None


def while_somebody_works(stints: Sequence[Stint], opens: Sequence[bool]) -> list[bool]:
    """Return on which days an account is open and whoever owns it then works."""
    works = frozenset().union(*(one.works & frozenset(range(one.first_day, one.last_day + 1)) for one in stints))
    return [is_open and day in works for day, is_open in enumerate(opens)]

"""What is told of a night away, in words."""

from __future__ import annotations

from datetime import timedelta

from scheduler.explain.nights import NightStory
from scheduler.wording import counted


def night_words(story: NightStory) -> str:
    """Return where a rep sleeps, for how much, and what sleeping at home instead would cost."""
    night, last = story.night, story.night.date + timedelta(days=story.nights - 1)
    when = f"{night.date}" if story.nights == 1 else f"{night.date} to {last}"
    money = f"{night.price * story.nights} {night.currency}"
    home = [f"{story.way_s / 3600:+.1f} h of driving"]
    lost = ((story.moved, "on other days"), (story.left_out, "left out"))
    home += [f"{counted(len(those), 'visit')} {how} ({', '.join(those)})" for those, how in lost if those]
    worth = f"with the night the plan costs {story.saves_s / 3600:.1f} h of driving less"
    return f"{night.rep_id} sleeps at {night.name} on {when} for {money}; home instead: {', '.join(home)}; {worth}"

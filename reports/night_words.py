"""What is told of a night away, in words."""

from __future__ import annotations

from datetime import timedelta

from routing.sentences import joined, sentence
from scheduler.explain.nights import NightStory


def night_words(story: NightStory) -> str:
    """Return where a rep sleeps, for how much, and what sleeping at home instead would cost: a sentence."""
    night, last = story.night, story.night.date + timedelta(days=story.nights - 1)
    when = f"{night.date}" if story.nights == 1 else sentence("{first} to {last}", first=night.date, last=last)
    money = f"{night.price * story.nights} {night.currency}"
    home = [sentence("{hours:+.1f} h of driving", hours=story.way_s / 3600)]
    if story.moved:
        told = {"count": len(story.moved), "names": ", ".join(story.moved)}
        home.append(sentence("{count} visits on other days ({names})", **told))
    if story.left_out:
        told = {"count": len(story.left_out), "names": ", ".join(story.left_out)}
        home.append(sentence("{count} visits left out ({names})", **told))
    return sentence(
        "{rep} sleeps at {place} on {when} for {money}; home instead: {home}; with the night the plan costs "
        "{worth:.1f} h of driving less",
        rep=night.rep_id,
        place=night.name,
        when=when,
        money=money,
        home=joined(", ", home),
        worth=story.saves_s / 3600,
    )

"""The occasion of a meeting, in the article's words: "the Victory Day Parade", "the opening of an exhibit"."""

from __future__ import annotations

import re

from summitry.extract.meetings.scene import Scene
from summitry.extract.meetings.triggers import Trigger

_EVENT = (
    r"parade|ceremony|commemorations?|opening|unveiling|exhibit(?:ion)?|anniversary|forum|conference|funeral"
    r"|inauguration|summit|World Cup|Olympics|games|celebrations?|march|dinner|luncheon|assembly"
)
_OCCASION = re.compile(
    r"\b(?:for|in|at|on the sidelines of|on the margins of|during|attend(?:ing)?|participate in|to mark|marking)\s+"
    r"((?:the|a|an)\s+(?:[\w.'’-]+\s+){0,5}?(?:" + _EVENT + r")(?:\s+of\s+(?:the|a|an)\s+[\w-]+)?)",
    re.IGNORECASE,
)


def occasion_of(scene: Scene, trigger: Trigger) -> str | None:
    """The event named in the trigger's sentence as what the meeting was part of, or None."""
    sent = scene.doc[trigger.token].sent
    match = _OCCASION.search(sent.text)
    return match.group(1) if match else None

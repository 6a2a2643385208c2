"""One verb, two meetings: "They met in Geneva on August 26, and again in Hangzhou on September 4"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from summitry.extract.meetings.scene import Scene
from summitry.extract.meetings.words import phrases


def scenes_told(scene: Scene, token: Token) -> Iterator[Scene]:
    """The scene as each meeting of a trigger sees it: its own part of the sentence only; one scene, as a rule."""
    cut = _cut(scene, token)
    if cut is None:
        yield scene
        return
    start, end = token.sent.start, token.sent.end
    for low, high in ((start, cut), (cut, end)):
        yield replace(
            scene,
            times=tuple(t for t in scene.times if not start <= t[0] < end or low <= t[0] < high),
            places=tuple(p for p in scene.places if not start <= p[0] < end or low <= p[0] < high),
        )


def _cut(scene: Scene, token: Token) -> int | None:
    """Where "and again" stands after a trigger, with a day on either side and no other verb between; else None."""
    sentence = token.doc[token.i + 1 : token.sent.end]
    mark = next((t for t in sentence if t.lower_ == "again" and t.nbor(-1).lower_ in ("and", "then")), None)
    if mark is None or any(t.pos_ == "VERB" for t in token.doc[token.i + 1 : mark.i]):
        return None
    days = [a for a, _, t in scene.times if token.sent.start <= a < token.sent.end and t.type == "DATE" and t.earliest]
    return mark.i if any(a < mark.i for a in days) and any(a > mark.i for a in days) else None


def format_told(token: Token, scene: Scene, whole: Scene, found: str | None) -> str | None:
    """Of a format read off the whole sentence what belongs to this part of it."""
    cut = _cut(whole, token)
    if cut is None or found not in ("phone", "video", "sidelines"):
        return found
    first = any(token.sent.start <= a < cut for a, _, _ in scene.times)
    part = token.doc[token.sent.start : cut] if first else token.doc[cut : token.sent.end]
    return found if phrases("format", fmt=found).search(part.text) else None

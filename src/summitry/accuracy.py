"""Scores of what was extracted against what a reader annotated by hand.

The gold lies beside the articles it annotates, in `<corpus>/gold/<noun>.jsonl` (format: `seeds/gold/GUIDE.md`).
A score counts how many gold rows there are, how many were found, and how many of those are right; precision,
recall and F1 follow. What "right" means for each noun stands at its function.
"""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from summitry.agreement import is_same_sentence
from summitry.study import Study


class AccuracyError(ValueError):
    """There is no gold to score against; the message says where it was looked for."""


@dataclass
class Tally:
    """Gold rows, found rows, right ones, and the errors in words: (article_id, start, what)."""

    noun: str
    measure: str
    gold: int = 0
    found: int = 0
    right: int = 0
    errors: list[tuple[str, int, str]] = field(default_factory=list)

    def row(self) -> dict[str, object]:
        precision = self.right / self.found if self.found else float("nan")
        recall = self.right / self.gold if self.gold else float("nan")
        f1 = 2 * self.right / (self.gold + self.found) if self.gold + self.found else float("nan")
        head = {"noun": self.noun, "measure": self.measure, "gold": self.gold, "found": self.found}
        return head | {"right": self.right, "precision": precision, "recall": recall, "f1": f1}


def score_study(study: Study) -> pd.DataFrame:
    """One row per noun and measure: noun, measure, gold, found, right, precision, recall, f1.

    Raises AccuracyError when the study's corpus has no gold.
    """
    return pd.DataFrame([tally.row() for tally in _tallies(study)])


def list_errors(study: Study) -> pd.DataFrame:
    """Every disagreement with the gold: noun, measure, article_id, start, error."""
    rows = [
        {"noun": t.noun, "measure": t.measure, "article_id": article, "start": start, "error": what}
        for t in _tallies(study)
        for article, start, what in sorted(t.errors)
    ]
    return pd.DataFrame(rows, columns=["noun", "measure", "article_id", "start", "error"])


def describe_scores(scores: pd.DataFrame, errors: pd.DataFrame | None = None) -> str:
    """Scores (and errors) as plain text for a terminal."""
    lines = [f"{'noun':12}{'measure':34}{'gold':>6}{'found':>7}{'right':>7}{'F1':>7}"]
    for row in scores.itertuples():
        lines.append(f"{row.noun:12}{row.measure:34}{row.gold:6}{row.found:7}{row.right:7}{row.f1:7.3f}")
    if errors is not None:
        lines += [""] + [f"{e.noun} {e.article_id}:{e.start} {e.error}" for e in errors.itertuples()]
    return "\n".join(lines)


def _tallies(study: Study) -> list[Tally]:
    folder = Path(study.corpus_dir) / "gold"
    if not folder.is_dir():
        raise AccuracyError(f"there is no annotation to score against in {folder}; only the shipped seeds have one")
    scorers: dict[str, Callable[[Study, list[dict]], list[Tally]]] = {
        "segments": score_segments,
        "times": score_times,
        "statements": score_statements,
        "reports": score_reports,
        "codes": score_codes,
        "codes_second": functools.partial(score_codes, measure="theme of a sentence, second reader"),
        "stances": score_stances,
        "stances_second": functools.partial(score_stances, by="second reader"),
    }
    found: list[Tally] = []
    for noun, scorer in scorers.items():
        path = folder / f"{noun}.jsonl"
        if path.is_file():
            gold = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
            found += scorer(study, gold)
    return found


def score_segments(study: Study, gold: Sequence[dict]) -> list[Tally]:
    """A segment is right when its offsets and its kind are those of the gold."""
    tally = Tally("segments", "offsets and kind")
    _compare(
        tally,
        {(g["article_id"], g["start"], g["end"], g["kind"]): g["text"] for g in gold},
        {(s.article_id, s.start, s.end, s.kind): s.text for s in study.segments.itertuples()},
    )
    return [tally]


def score_times(study: Study, gold: Sequence[dict]) -> list[Tally]:
    """Three questions: the span found (any overlap, one to one), its TIMEX3 value, and its days."""
    found = [item for items in study.records.times.values() for item in items]
    tallies = [Tally("times", "found"), Tally("times", "found, with its value"), Tally("times", "found, with its days")]
    pairs = _pair(gold, found, lambda g, f: (g["start"], g["end"]), lambda f: (f.start, f.end))
    for tally in tallies:
        tally.gold, tally.found = len(gold), len(found)
    for g, f in pairs:
        if f is None or g is None:
            item = (g["article_id"], g["start"], f"missed: {g['text']}") if g else None
            item = item or (f.article_id, f.start, f"extra: {f.text} {f.value}")
            tallies[0].errors.append(item)
            continue
        tallies[0].right += 1
        same_value = f.value == g["value"]
        days = tuple(str(d) if d else None for d in (f.earliest, f.latest))
        same_days = days == (g.get("earliest") or None, g.get("latest") or None)
        tallies[1].right += same_value
        tallies[2].right += same_days
        if not same_value:
            tallies[1].errors.append((f.article_id, f.start, f"{g['text']}: {f.value}, not {g['value']}"))
        if not same_days:
            told = f"{g['text']}: {days[0]}..{days[1]}, not {g.get('earliest')}..{g.get('latest')}"
            tallies[2].errors.append((f.article_id, f.start, told))
    return tallies


def score_statements(study: Study, gold: Sequence[dict]) -> list[Tally]:
    """Four questions: the words found (Dice of their code points >= 0.8, one to one), and with them the speaker, the
    form, and addressee with source chain. Attitudes (tier) are not scored."""
    found = [s for s in study.records.statements if s.tier == "speech"]
    names = ("found", "found, with its speaker", "found, with its form", "found, with addressee and chain")
    tallies = [Tally("statements", name, len(gold), len(found)) for name in names]
    for g, f in _pair_contents(gold, found):
        if g is None or f is None:
            who, start, text = (g["article_id"], g["contents"][0][0], g["text"]) if g else _of(f)
            tallies[0].errors.append((who, start, f"{'missed' if g else 'extra'}: {text}"))
            continue
        tallies[0].right += 1
        asked = (
            (_plain(f.speaker) == _plain(g["speaker"]), f"speaker {f.speaker}, not {g['speaker']}"),
            (f.form == g["form"], f"form {f.form}, not {g['form']}"),
            (
                _plain(f.addressee) == _plain(g.get("addressee")) and _plain(f.via) == _plain(g.get("via")),
                f"to {f.addressee} via {f.via}, not to {g.get('addressee')} via {g.get('via')}",
            ),
        )
        for tally, (right, told) in zip(tallies[1:], asked, strict=True):
            tally.right += right
            if not right:
                tally.errors.append((f.article_id, f.contents[0][0], f"{f.text[:60]}: {told}"))
    return tallies


def score_reports(study: Study, gold: Sequence[dict]) -> list[Tally]:
    """A meeting is found when participants agree and the days overlap (an unknown day fits any); it is right in a
    field when that field is the gold's."""
    fields = ("days", "city", "venue", "format", "status")
    found = list(study.records.reports)
    tallies = {name: Tally("meetings", f"found, with its {name}") for name in fields}
    first = Tally("meetings", "found")
    for tally in (first, *tallies.values()):
        tally.gold, tally.found = len(gold), len(found)
    left = list(found)
    for g in gold:
        fits = [r for r in left if r.article_id == g["article_id"] and _same_meeting(g, r)]
        if not fits:
            first.errors.append(
                (g["article_id"], g.get("start", 0), f"missed: {g['participants']} {g['earliest']} {g['city']}")
            )
            continue
        best = max(fits, key=lambda r: sum(_report_field(r, n) == _gold_field(g, n) for n in fields))
        left.remove(best)
        first.right += 1
        for name, tally in tallies.items():
            have, want = _report_field(best, name), _gold_field(g, name)
            tally.right += have == want
            if have != want:
                told = f"{g['participants']} {g['earliest']}: {have or None}, not {want or None}"
                tally.errors.append((g["article_id"], g.get("start", 0), told))
    for r in left:
        start = r.passages[0][0] if r.passages else 0
        first.errors.append((r.article_id, start, f"extra: {'; '.join(r.participants)} {r.earliest} {r.city}"))
    return [first, *tallies.values()]


def score_codes(study: Study, gold: Sequence[dict], *, measure: str = "theme of a sentence") -> list[Tally]:
    """Per sentence of the gold: is each theme coded that a reader codes there ("other" aside)?"""
    tally = Tally("themes", measure)
    coded: dict[str, list] = {}
    for code in study.records.codes:
        coded.setdefault(code.article_id, []).append(code)
    want, have = {}, {}
    for g in gold:
        for theme in g["themes"]:
            want[(g["article_id"], g["start"], g["end"], theme)] = g["text"]
        for code in coded.get(g["article_id"], ()):
            if is_same_sentence(code.start, code.end, g["start"], g["end"]):
                have[(g["article_id"], g["start"], g["end"], code.theme)] = g["text"]
    drop = [k for k in (*want, *have) if k[3] == "other"]
    for key in drop:
        want.pop(key, None)
        have.pop(key, None)
    _compare(tally, want, have)
    return [tally]


def score_stances(study: Study, gold: Sequence[dict], *, by: str = "") -> list[Tally]:
    """A stance is found when one of its kind shares most of its words (one to one); it is right in holder and target
    when that is the gold's: the same name, or for a target one phrase within the other."""
    after = f", {by}" if by else ""
    names = ("found", "found, with its holder", "found, with its target")
    found = list(study.records.stances)
    tallies = [Tally("stances", name + after, len(gold), len(found)) for name in names]
    for g, f in _pair_stances(gold, found):
        if g is None or f is None:
            where = (g["article_id"], g["start"]) if g else (f.article_id, f.start)
            told = f"missed {g['stance']}: {g['text'][:80]}" if g else f"extra {f.stance}: {f.text[:80]}"
            tallies[0].errors.append((*where, told))
            continue
        tallies[0].right += 1
        asked = (
            (_plain(f.holder) == _plain(g["holder"]), f"{f.cue}: held by {f.holder}, not {g['holder']}"),
            (_is_same_target(f.target, g["target"]), f"{f.cue}: towards {f.target}, not {g['target']}"),
        )
        for tally, (right, told) in zip(tallies[1:], asked, strict=True):
            tally.right += right
            if not right:
                tally.errors.append((f.article_id, f.start, told))
    return tallies


def _pair_stances(gold: Sequence[dict], found: Sequence) -> Iterable[tuple]:
    options = [
        (_plain(f.holder) != _plain(g["holder"]), abs(f.start - g["start"]), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if (g["article_id"], g["stance"]) == (f.article_id, f.stance)
        and is_same_sentence(f.start, f.end, g["start"], g["end"])
    ]
    return _greedy(gold, found, sorted(options))


def _is_same_target(one: str | None, other: str | None) -> bool:
    mine, theirs = set(_plain(one).split()), set(_plain(other).split())
    return mine == theirs or (bool(mine and theirs) and (mine <= theirs or theirs <= mine))


def _compare(tally: Tally, want: dict[tuple, str], have: dict[tuple, str]) -> None:
    tally.gold, tally.found, tally.right = len(want), len(have), len(want.keys() & have.keys())
    for label, keys, texts in (("missed", want.keys() - have.keys(), want), ("extra", have.keys() - want.keys(), have)):
        tally.errors += [(k[0], k[1], f"{label} {k[3]}: {texts[k][:80]}") for k in sorted(keys)]


def _pair(gold: Sequence[dict], found: Sequence, gold_span: Callable, found_span: Callable) -> Iterable[tuple]:
    """One to one by most overlap, exact spans first; unmatched ones come with None."""
    options = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if g["article_id"] == f.article_id:
                (a, b), (c, d) = gold_span(g, f), found_span(f)
                if min(b, d) > max(a, c):
                    options.append(((a, b) != (c, d), max(a, c) - min(b, d), i, j))
    return _greedy(gold, found, sorted(options))


def _pair_contents(gold: Sequence[dict], found: Sequence) -> Iterable[tuple]:
    def points(spans: Iterable) -> set[int]:
        return {n for a, b in spans for n in range(a, b)}

    options = []
    for i, g in enumerate(gold):
        mine = points(g["contents"])
        for j, f in enumerate(found):
            if g["article_id"] == f.article_id:
                theirs = points(f.contents)
                dice = 2 * len(mine & theirs) / (len(mine) + len(theirs))
                if dice >= 0.8:
                    options.append((False, -dice, i, j))
    return _greedy(gold, found, sorted(options))


def _greedy(gold: Sequence, found: Sequence, options: Iterable[tuple]) -> Iterable[tuple]:
    used_gold, used_found, pairs = set(), set(), []
    for *_, i, j in options:
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    pairs += [(g, None) for i, g in enumerate(gold) if i not in used_gold]
    return pairs + [(None, f) for j, f in enumerate(found) if j not in used_found]


def _of(statement) -> tuple[str, int, str]:
    return statement.article_id, statement.contents[0][0], statement.text


def _plain(text: str | None) -> str:
    letters = unicodedata.normalize("NFKD", text or "").replace("’", "'")
    folded = "".join(c for c in letters if not unicodedata.combining(c)).casefold().split()
    return " ".join(word for word in folded if word not in ("the", "a", "an"))


def _same_meeting(gold: dict, report) -> bool:
    mine = gold["participants"]
    names = {_plain(n) for n in (mine.split(";") if isinstance(mine, str) else mine)}
    if not names & {_plain(n) for n in report.participants} or len(names & set(map(_plain, report.participants))) < 2:
        return False
    earliest, latest = gold.get("earliest"), gold.get("latest")
    if not (earliest and report.latest) and not (latest and report.earliest):
        return True
    return not (earliest and report.latest and earliest > str(report.latest)) and not (
        latest and report.earliest and latest < str(report.earliest)
    )


def _report_field(report, name: str) -> str:
    if name == "days":
        return f"{report.earliest or ''}..{report.latest or ''}"
    return _plain(getattr(report, name))


def _gold_field(gold: dict, name: str) -> str:
    if name == "days":
        return f"{gold.get('earliest') or ''}..{gold.get('latest') or ''}"
    return _plain(gold.get(name))

"""How far annotations of themes and stances agree: Krippendorff's alpha, with its interval.

Compared are the hand annotation (`gold/codes.jsonl`, `gold/stances.jsonl`), a second one made blind
(`..._second.jsonl`, where there is one), and the program. The unit is the sentence. Each pair is asked three questions:

- each label by itself: does the sentence have it, yes or no (nominal)
- every label: the same over all sentences and labels together (nominal; a unit is a sentence with a label)
- sets of labels: one unit per sentence, its value the set; distance MASI (Passonneau 2006), so that sets that overlap
  differ less than sets that do not

Alpha is 1 where annotators always agree, 0 where they agree as chance would have it. The interval is the middle 95 per
cent of DRAWS bootstrap samples of sentences; it takes sentences for independent, which those of one article are not
quite. Alpha itself is the library `krippendorff`'s.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import krippendorff
import numpy as np
import pandas as pd

DRAWS = 500
SEED = 20161127
LAYERS = {"themes": "codes", "stances": "stances"}  # what is annotated -> its file in gold/
SIDES = {"first": "first annotation", "second": "second annotation", "program": "program"}
PAIRS = (("first", "second"), ("first", "program"), ("second", "program"))
EVERY, SETS = "every label", "sets of labels"
COLUMNS = ("layer", "between", "label", "units", "left", "right", "alpha", "low", "high")

Unit = tuple[str, int, int]  # article_id, start, end of a sentence
Coded = dict[Unit, frozenset[str]]


def is_same_sentence(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two spans share more than half of the shorter one."""
    shared = min(end, other_end) - max(start, other_start)
    return 2 * shared > min(end - start, other_end - other_start)


def measure_agreement(study: Any) -> pd.DataFrame:
    """One row per layer, pair of annotations and label: layer, between, label, units, left, right, alpha, low, high.

    `units` counts what was compared, `left` and `right` how often each side gave the label (for sets: any). Alpha is
    empty where it is not defined (nobody gave the label). No rows where the corpus has no annotation of themes.
    """
    rows: list[tuple] = []
    for layer in LAYERS:
        sides = read_sides(study, layer)
        for left, right in PAIRS:
            if left in sides and right in sides:
                between = f"{SIDES[left]} and {SIDES[right]}"
                rows += [(layer, between, *row) for row in _compare(sides[left], sides[right])]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def list_differences(study: Any) -> pd.DataFrame:
    """Where the two hand annotations differ: layer, article_id, start, end, first, second, note (the second one's)."""
    rows: list[tuple] = []
    for layer in LAYERS:
        sides = read_sides(study, layer)
        if "second" not in sides:
            continue
        first, second = sides["first"], sides["second"]
        notes = {_unit(r): r.get("note") or "" for r in _read(study, f"{LAYERS[layer]}_second")}
        rows += [
            (layer, *unit, "; ".join(sorted(first[unit])), "; ".join(sorted(second[unit])), notes.get(unit, ""))
            for unit in sorted(first.keys() & second.keys())
            if first[unit] != second[unit]
        ]
    return pd.DataFrame(rows, columns=["layer", "article_id", "start", "end", "first", "second", "note"])


def describe_alpha(agreement: pd.DataFrame) -> str:
    """The agreement as plain text for a terminal; empty where nothing was annotated."""
    if agreement.empty:
        return ""
    lines = ["", f"{'layer':9}{'label':24}{'units':>6}{'left':>6}{'right':>6}{'alpha':>8}  95 per cent interval"]
    for between, rows in agreement.groupby("between", sort=False):
        lines.append(f"{between}:")
        for r in rows.itertuples():
            head = f"{r.layer:9}{r.label:24}{r.units:6}{r.left:6}{r.right:6}"
            lines.append(
                f"{head}{r.alpha:8.3f}  {r.low:.3f} to {r.high:.3f}" if r.alpha == r.alpha else f"{head}       -"
            )
    return "\n".join(lines)


def read_sides(study: Any, layer: str) -> dict[str, Coded]:
    """The labels of every sentence by side: first, second (if there is one), program. Empty without annotation.

    The sentences are those of gold/codes.jsonl; "other" is no label.
    """
    units = [_unit(row) for row in _read(study, "codes")]
    given = {
        side: _read(study, LAYERS[layer] + ("_second" if side == "second" else "")) for side in ("first", "second")
    }
    sides = {side: _label(units, [(_unit(r), _labels(r)) for r in rows]) for side, rows in given.items() if rows}
    if not units or "first" not in sides:
        return {}
    found = study.records.codes if layer == "themes" else study.records.stances
    own = [((f.article_id, f.start, f.end), {f.theme if layer == "themes" else f.stance}) for f in found]
    return sides | {"program": _label(units, own)}


def _read(study: Any, name: str) -> list[dict[str, Any]]:
    path = Path(study.corpus_dir) / "gold" / f"{name}.jsonl"
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _unit(row: Mapping[str, Any]) -> Unit:
    return row["article_id"], row["start"], row["end"]


def _labels(row: Mapping[str, Any]) -> set[str]:
    return set(row["themes"]) if "themes" in row else {row["stance"]}


def _label(units: Sequence[Unit], given: Sequence[tuple[Unit, set[str]]]) -> Coded:
    """The labels of every sentence: those given to a span that is most of it, or that it holds most of."""
    by_article: dict[str, list[tuple[Unit, set[str]]]] = {}
    for span, labels in given:
        by_article.setdefault(span[0], []).append((span, labels))
    coded = {}
    for article_id, start, end in units:
        near = [ls for (_, a, b), ls in by_article.get(article_id, ()) if is_same_sentence(a, b, start, end)]
        coded[(article_id, start, end)] = frozenset().union(*near) - {"other"}
    return coded


def _compare(left: Coded, right: Coded) -> list[tuple]:
    """The rows of one pair: label, units, left, right, alpha, low, high."""
    units = sorted(left.keys() & right.keys())
    themes = sorted({t for unit in units for t in left[unit] | right[unit]})
    a, b = (np.array([[t in coded[u] for t in themes] for u in units], dtype=int) for coded in (left, right))
    draws = np.random.default_rng(SEED).integers(0, len(units), size=(DRAWS, len(units)))
    rows = [(SETS, len(units), int(a.any(axis=1).sum()), int(b.any(axis=1).sum()), *_of_sets(a, b, draws))]
    everything = (EVERY, a.size, int(a.sum()), int(b.sum()))
    rows.append((*everything, *_with_interval(_nominal_counts(a, b), draws, "nominal")))
    for n, theme in enumerate(themes):
        told = (theme, len(units), int(a[:, n].sum()), int(b[:, n].sum()))
        rows.append((*told, *_with_interval(_nominal_counts(a[:, [n]], b[:, [n]]), draws, "nominal")))
    return rows


def _nominal_counts(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Per sentence and label how many said no and how many yes: sentences x labels x 2."""
    yes = a + b
    return np.stack([2 - yes, yes], axis=-1)


def _of_sets(a: np.ndarray, b: np.ndarray, draws: np.ndarray) -> tuple[float, float, float]:
    """Alpha over the sets of labels, each distinct set a value, MASI between them."""
    distinct, number = np.unique(np.vstack([a, b]), axis=0, return_inverse=True)
    number = number.reshape(2, -1)
    counts = np.stack([np.bincount(pair, minlength=len(distinct)) for pair in number.T])[:, np.newaxis, :]
    distance = np.array([[masi_distance(x, y) for y in distinct] for x in distinct])

    def metric(v1, v2, i1, i2, n_v, dtype=np.float64):
        return distance[i1.astype(int), i2.astype(int)].astype(dtype)

    return _with_interval(counts, draws, metric)


def masi_distance(one: np.ndarray, other: np.ndarray) -> float:
    """One minus Jaccard times monotonicity: 0 for equal sets, 1 for sets without common member.

    >>> masi_distance(np.array([1, 1, 0]), np.array([1, 0, 0]))  # a subset: 1 - 1/2 * 2/3
    0.6666666666666667
    """
    both, either = int((one & other).sum()), int((one | other).sum())
    if either == both:
        return 0.0
    smaller = min(int(one.sum()), int(other.sum()))
    monotone = 2 / 3 if both == smaller and both else 1 / 3 if both else 0.0
    return 1 - both / either * monotone


def _with_interval(counts: np.ndarray, draws: np.ndarray, level: str | Callable) -> tuple[float, float, float]:
    """Alpha of counts (sentences x questions x values), and the middle 95 per cent of it over the samples."""
    values = counts.shape[-1]
    alpha = _alpha(counts.reshape(-1, values), level)
    if math.isnan(alpha):
        return alpha, alpha, alpha
    sampled = np.array([_alpha(counts[draw].reshape(-1, values), level) for draw in draws])
    low, high = np.nanpercentile(sampled, [2.5, 97.5])
    return alpha, float(low), float(high)


def _alpha(counts: np.ndarray, level: str | Callable) -> float:
    """The library's alpha; not a number where only one value was ever given, so that nothing can be told by chance."""
    if (counts.sum(axis=0) > 0).sum() < 2:
        return math.nan
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement=level))

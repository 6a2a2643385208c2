"""How far two annotators and the program agree, as tables and sentences for a reader."""

from __future__ import annotations

from typing import Any

import pandas as pd

from summitry.agreement import EVERY, PAIRS, SETS, SIDES
from summitry.tell.describe.sentence import Sentence, gather
from summitry.tell.words import capitalise, label_articles

UNITS = {"themes": "theme", "stances": "stance"}
AGREEMENT_COLUMNS = ["Layer", "Label", "First reader", "Second reader", "Program", "The two readers",
                     "Program and first", "Program and second"]  # fmt: skip


def list_agreement(study: Any, agreement: pd.DataFrame) -> pd.DataFrame:
    """One row per label: Layer, Label, how often each side gives it, alpha with its 95 per cent interval for each pair.

    agreement: from `summitry.agreement.measure_agreement`.
    """
    rows = []
    for (layer, label), group in agreement.groupby(["layer", "label"], sort=False):
        pairs = {row.between: row for row in group.itertuples()}
        counts, alphas = {}, []
        for one, other in PAIRS:
            row = pairs.get(f"{SIDES[one]} and {SIDES[other]}")
            counts |= {one: row.left, other: row.right} if row else {}
            alphas.append(_alpha(row))
        rows.append((capitalise(layer), _label(study, layer, label), *(counts.get(side, 0) for side in SIDES), *alphas))
    return pd.DataFrame(rows, columns=AGREEMENT_COLUMNS)


def _alpha(row: Any) -> str:
    return "" if row is None or pd.isna(row.alpha) else f"{row.alpha:.2f} [{row.low:.2f}, {row.high:.2f}]"


def list_reader_differences(study: Any, differences: pd.DataFrame) -> pd.DataFrame:
    """Layer, Article, Sentence, First reader, Second reader, Note: from `summitry.agreement.list_differences`."""
    labels = label_articles(study.articles)
    rows = [
        (
            capitalise(row.layer),
            labels[row.article_id],
            study.article(row.article_id).passage(int(row.start), int(row.end)),
            _labels(study, row.layer, row.first),
            _labels(study, row.layer, row.second),
            row.note,
        )
        for row in differences.itertuples()
    ]
    return pd.DataFrame(rows, columns=["Layer", "Article", "Sentence", "First reader", "Second reader", "Note"])


def describe_agreement(agreement: pd.DataFrame) -> tuple[Sentence, ...]:
    """One sentence per layer: how far the two readers agree, and the program with each."""
    if agreement.empty:
        return (Sentence(text="There is no hand annotation of themes to compare."),)
    return gather(*(_describe_layer(layer, rows) for layer, rows in agreement.groupby("layer", sort=False)))


def _describe_layer(layer: str, rows: pd.DataFrame) -> Sentence | None:
    told = rows[(rows.label == SETS) & rows.alpha.notna()]
    if told.empty:
        return None
    between = {
        f"{SIDES['first']} and {SIDES['second']}": "the two readers with each other",
        f"{SIDES['first']} and {SIDES['program']}": "the program with the first",
        f"{SIDES['second']} and {SIDES['program']}": "the program with the second",
    }
    bits = [f"{between[r.between]} {r.alpha:.2f} ({r.low:.2f} to {r.high:.2f})" for r in told.itertuples()]
    sentences = f"{int(told.units.iloc[0])} sentences"
    return Sentence(text=f"On the {layer} of {sentences} Krippendorff’s alpha is, for {'; '.join(bits)}.")


def _label(study: Any, layer: str, label: str) -> str:
    if label == EVERY:
        return f"every {UNITS[layer]}"
    if label == SETS:
        return f"sets of {layer} (MASI)"
    return study.records.codebook.label(label) if layer == "themes" else capitalise(label)


def _labels(study: Any, layer: str, joined: str) -> str:
    return "; ".join(_label(study, layer, label) for label in joined.split("; ") if label) or "none"

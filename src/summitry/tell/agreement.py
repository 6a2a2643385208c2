"""How far two annotators and the program agree, as tables and sentences for a reader."""

from __future__ import annotations

from typing import Any

import pandas as pd

from summitry.agreement import EVERY, SETS, SIDES
from summitry.tell.describe.sentence import Sentence, gather
from summitry.tell.words import capitalise, label_articles

UNITS = {"themes": "theme", "stances": "stance"}


def list_agreement(study: Any, agreement: pd.DataFrame) -> pd.DataFrame:
    """Layer, Between, Label, Units, First, Second, Alpha, 95 %: from `summitry.agreement.measure_agreement`."""
    rows = []
    for row in agreement.itertuples():
        interval = "" if pd.isna(row.alpha) else f"{row.low:.2f} to {row.high:.2f}"
        alpha = "" if pd.isna(row.alpha) else f"{row.alpha:.2f}"
        between = capitalise(row.between)
        label = _label(study, row.layer, row.label)
        rows.append((capitalise(row.layer), between, label, row.units, row.left, row.right, alpha, interval))
    columns = ["Layer", "Between", "Label", "Units", "Given by one", "By the other", "Alpha", "95 %"]
    return pd.DataFrame(rows, columns=columns)


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

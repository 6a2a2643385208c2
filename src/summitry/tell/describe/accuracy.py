"""Sentences about how often the program and a human reader agree."""

from __future__ import annotations

import pandas as pd

from summitry.tell.describe.sentence import Sentence, gather
from summitry.tell.words import say_list


def describe_accuracy(scores: pd.DataFrame) -> tuple[Sentence, ...]:
    """The best and the worst measure, and how much was compared. scores: as `summitry.accuracy.score_study` gives."""
    told = scores[scores.f1.notna()]
    if told.empty:
        return (Sentence(text="There is no hand annotation to compare with."),)
    total, right = int(told.gold.sum()), int(told.right.sum())
    head = f"Of {total:,} things a reader marked by hand, the program finds {right:,} exactly so."
    best = told[told.f1 == told.f1.max()]
    worst = told[told.f1 == told.f1.min()]
    if len(told) < 2 or best.f1.iloc[0] == worst.f1.iloc[0]:
        return gather(Sentence(text=head))
    text = (
        f"It agrees most on {_name(best)}, with an F1 of {best.f1.iloc[0]:.2f}, "
        f"and least on {_name(worst)}, with {worst.f1.iloc[0]:.2f}."
    )
    return gather(Sentence(text=head), Sentence(text=text))


def _name(rows: pd.DataFrame) -> str:
    """The nouns, each with the first of its measures."""
    first = rows.drop_duplicates("noun").itertuples()
    return say_list([f"{r.noun} ({r.measure.replace(', ', '; ')})" for r in first][:3])

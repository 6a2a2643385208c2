"""Sentences about themes: which are frequent, and which only one side raises."""

from __future__ import annotations

from typing import Any

from summitry.tell.describe.sentence import Sentence, gather
from summitry.tell.words import capitalise, label_themes, say_count, say_list


def describe_themes(study: Any) -> tuple[Sentence, ...]:
    """How many sentences carry a theme, and which themes lead."""
    codes = study.codes.drop_duplicates(["article_id", "start", "end", "theme"])
    if codes.empty:
        return (Sentence(text="No sentence of these articles carries a theme of the codebook."),)
    labels = label_themes(study)
    coded = len(codes.drop_duplicates(["article_id", "start", "end"]))
    counts = codes.theme.value_counts()
    ranked = sorted(counts.index, key=lambda theme: (-counts[theme], theme))
    listed = say_list([f"{labels[t]} ({counts[t]})" for t in ranked[:3]])
    head = (
        f"{capitalise(say_count(coded, 'sentence carries', 'sentences carry'))} at least one of "
        f"{say_count(len(counts), 'theme')}; most frequent {'is' if len(ranked) == 1 else 'are'} "
        f"{listed}."
    )
    return gather(Sentence(text=head))

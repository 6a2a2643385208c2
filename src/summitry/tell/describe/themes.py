"""Sentences about themes: which lead, and which only one side raises."""

from __future__ import annotations

from typing import Any

from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings.agenda import find_shift
from summitry.tell.findings.salience import find_salience
from summitry.tell.findings.voices import find_one_sided
from summitry.tell.words import capitalise, label_themes, say_count, say_list


def describe_themes(study: Any) -> tuple[Sentence, ...]:
    """Which themes lead in the telling of the principals' meetings and what only one of them raises; where none leads,
    how many sentences of all articles carry which themes."""
    lead = [x for x in find_salience(study) if x.finding_id == "salience/sentences"]
    alone = [x for x in find_one_sided(study) if x.finding_id.startswith("voices/only/")]
    if lead:
        return tuple(Sentence(text=x.statement, evidence=x.evidence) for x in (*lead, *alone))
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
        f"{say_count(len(counts), 'theme')}; most frequent {'is' if len(ranked) == 1 else 'are'} {listed}."
    )
    return (Sentence(text=head),)


def describe_marks(study: Any) -> tuple[Sentence, ...]:
    """What sets each year (or meeting) apart from the others, by its themes."""
    found = [x for x in find_shift(study) if x.finding_id.split("/")[1] not in ("summary", "constant", "rise", "fall")]
    return tuple(Sentence(text=x.statement, evidence=x.evidence) for x in found)

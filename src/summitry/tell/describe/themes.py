"""Sentences about themes: which are frequent, and which only one side raises."""

from __future__ import annotations

from typing import Any

from summitry.tell.counts import NARRATION, OTHERS, count_themes_by_speaker
from summitry.tell.describe.sentence import Sentence, gather, row_passages
from summitry.tell.words import capitalise, family_names, label_themes, say_count, say_list


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


def describe_themes_by_speaker(study: Any) -> tuple[Sentence, ...]:
    """What each principal is reported with most, and what only one of the two raises."""
    counts = count_themes_by_speaker(study)
    labels, names = label_themes(study), family_names(study.principals)
    sentences = []
    named = counts[counts.theme != "other"]  # what has no name of its own leads nowhere
    for name in study.principals:
        own = named[named.voice == name]
        if own.empty:
            sentences.append(Sentence(text=f"No coded sentence is attributed to {names[name]}."))
            continue
        top = own[own.sentences == own.sentences.max()].theme
        rows = study.codes[(study.codes.speaker == name) & _carry(study.codes, top)]
        sentences.append(
            Sentence(
                text=(
                    f"{names[name]} is reported most with {say_list([labels[t] for t in top])} "
                    f"({say_count(int(own.sentences.max()), 'sentence')}{' each' if len(top) > 1 else ''})."
                ),
                evidence=row_passages(study, rows.itertuples()),
            )
        )
    if len(study.principals) == 2:
        raised = {n: set(named.theme[named.voice == n]) for n in study.principals}
        for a, b in (study.principals, study.principals[::-1]):
            alone = sorted(raised[a] - raised[b])
            if alone and raised[b]:
                rows = study.codes[(study.codes.speaker == a) & _carry(study.codes, alone)]
                sentences.append(
                    Sentence(
                        text=f"Of the two, only {names[a]} is reported with {say_list([labels[t] for t in alone])}.",
                        evidence=row_passages(study, rows.itertuples()),
                    )
                )
    others = int(counts.sentences[counts.voice.isin([OTHERS, NARRATION])].sum())
    total = int(counts.sentences.sum())
    if total:
        sentences.append(
            Sentence(
                text=(
                    f"{others} of {total} codings are not the principals’ words: other sources or the "
                    "articles themselves."
                )
            )
        )
    return gather(*sentences)


def _carry(codes: Any, themes: Any) -> Any:
    """Which codes are of these themes, by theme or subtheme."""
    return codes.theme.isin(list(themes)) | codes.subtheme.isin(list(themes))

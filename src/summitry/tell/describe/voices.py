"""Sentences about who speaks, to whom, through whom."""

from __future__ import annotations

from typing import Any

from summitry.tell.counts import NOBODY, count_addressees, count_quoted_words, spoken
from summitry.tell.describe.sentence import Sentence, gather
from summitry.tell.words import capitalise, family_names, is_told, say_count, say_list


def describe_voices(study: Any) -> tuple[Sentence, ...]:
    """How much is said, how much of it verbatim, and by whom most."""
    statements = spoken(study)
    if statements.empty:
        return (Sentence(text="No statement was found in these articles."),)
    words = count_quoted_words(study)
    quoted = int(words.words.sum())
    direct = int(statements.form.isin(["direct", "mixed", "transcript"]).sum())
    head = (
        f"{capitalise(say_count(len(statements), 'statement'))} "
        f"{'is' if len(statements) == 1 else 'are'} reported, {direct} of them with words in "
        f"quotation marks: {quoted:,} words in all."
    )
    totals = words[words.speaker != ""].groupby("speaker").words.sum().sort_values(ascending=False, kind="stable")
    names = family_names([*totals.index, *study.principals])
    most = None
    if len(totals):
        first = totals.index[0]
        share = round(100 * int(totals.iloc[0]) / max(quoted, 1))
        most = Sentence(
            text=(
                f"{capitalise(names[first])} is quoted most: {int(totals.iloc[0])} words, {share} percent "
                "of all that is quoted."
            )
        )
    pair = None
    if len(study.principals) == 2 and all(int(totals.get(n, 0)) for n in study.principals):
        a, b = sorted(study.principals, key=lambda n: (-int(totals[n]), n))
        ratio = int(totals[a]) / int(totals[b])
        if ratio >= 1.2:
            pair = Sentence(text=f"For every word of {names[b]} the articles print {ratio:.1f} of {names[a]}.")
    return gather(Sentence(text=head), most, pair)


def describe_addressees(study: Any) -> tuple[Sentence, ...]:
    """Between whom most statements pass, and how often nobody is named."""
    counts = count_addressees(study)
    if counts.empty:
        return ()
    total, nobody = int(counts.statements.sum()), int(counts.statements[counts.addressee == NOBODY].sum())
    named = counts[counts.addressee != NOBODY]
    names = family_names([*counts.speaker, *counts.addressee])
    top = None
    if len(named):
        first = named.iloc[0]
        back = named[(named.speaker == first.addressee) & (named.addressee == first.speaker)]
        answer = int(back.statements.sum())
        said = int(counts.statements[counts.speaker == first.addressee].sum())
        one, other = names[first.speaker], names[first.addressee]
        text = f"{capitalise(one)} is reported as speaking to {other} {_times(int(first.statements))}"
        if answer:
            text += f", {other} to {one} {_times(answer)}."
        elif said:
            text += f"; of {say_count(said, 'statement')} of {other} none names {one} as the one spoken to."
        else:
            text += f"; nothing that {other} says is reported."
        top = Sentence(text=text)
    unnamed = (
        Sentence(text=f"Of {total} statements with a told speaker, {nobody} name nobody to whom they were said.")
        if nobody
        else None
    )
    return gather(top, unnamed)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def describe_chains(study: Any) -> tuple[Sentence, ...]:
    """How many statements reached the articles through others."""
    said = spoken(study)
    via = said[is_told(said.via)]
    if via.empty:
        return (
            (Sentence(text="No statement names another medium or office through which it reached the article."),)
            if len(said)
            else ()
        )
    sources = via.via.value_counts()
    listed = say_list([f"{name} ({count})" for name, count in sorted(sources.items(), key=lambda p: (-p[1], p[0]))[:6]])
    return (
        Sentence(
            text=f"{capitalise(say_count(len(via), 'statement'))} reached the articles through somebody else: {listed}."
        ),
    )

"""Voices in the essay: what each principal raises, to whom, what only one of them does; stances; the press's own."""

from __future__ import annotations

import re
from typing import Any

from summitry.records import Stance, Statement
from summitry.tell import findings as f
from summitry.tell.describe.sentence import Sentence
from summitry.tell.findings import MEMORY
from summitry.tell.findings.facts import passages, short_names, story_codes
from summitry.tell.findings.stances import PLURALS, SINGULARS, own_stances, rank_kinds
from summitry.tell.findings.themes import leading_themes
from summitry.tell.findings.voices import lead_topics
from summitry.tell.narrative.quoting import LONGEST, Used, find_quotes, in_marks, quoted, stands_alone
from summitry.tell.narrative.section import Section, make_section, of_finding

LEAST_TO_LEAD = 2  # sentences that make a theme somebody's leading one
VOICES = "Who raises what"


def tell_voices(study: Any, used: Used) -> Section:
    """What each principal raises and only one of them; to whom; stances; the articles' own voice."""
    raised = {x.finding_id: x for x in f.find_raised(study)}
    first: list[Sentence] = []
    if len({c.theme for c in story_codes(study)}) > 1:  # of a single theme the agenda has told who speaks of it
        first += [of_finding(raised[i]) for n in study.principals if (i := f"voices/raises/{f.slug(n)}") in raised]
        first += [of_finding(x, text=_without_counts(x.statement)) for x in _one_sided(study)]
    first += _unquoted(study, used)
    second = [of_finding(x) for x in (*f.find_addressed(study), *f.find_told_other(study))]
    second += [of_finding(raised[i]) for n in study.principals if (i := f"voices/others/{f.slug(n)}") in raised]
    third = [*(of_finding(x) for x in f.find_stances(study)), *_example(study, used)]
    last = [of_finding(x) for x in (*f.find_narration(study), *f.find_go_betweens(study))]
    return make_section("voices", _heading(study), first, second, third, last, figures=("themes_by_speaker",))


def _one_sided(study: Any) -> list[Any]:
    """What only one raises and what both do; not the latter where a single agenda has told it."""
    found, single = f.find_one_sided(study), len(leading_themes(study)) < 2
    return [x for x in found if not (single and x.finding_id == "voices/both")]


def _without_counts(text: str) -> str:
    """A sentence whose counts were told under its agenda."""
    return re.sub(r" \([\w,]+(?: sentences?)?\)", "", text)


def _unquoted(study: Any, used: Used) -> list[Sentence]:
    """A sentence of each principal who was not quoted above."""
    lines: list[Sentence] = []
    for name in study.principals:
        quotes = find_quotes(study, name)
        if quotes and not any((q.passage.article_id, q.passage.start) in used for q in quotes):
            lines += quoted(study, min(quotes, key=lambda q: (-len(q.codes), len(q.passage.text))), used)
    return lines


def _example(study: Any, used: Used) -> list[Sentence]:
    """One stance in the speaker's own words: of the kind the principal with most stances takes most often (and of
    which one can be quoted) the shortest."""
    said = {s.statement_id: s for s in study.records.statements}
    for name, rows in own_stances(study).items():
        for kind in rank_kinds(rows):
            alike = [s for s in rows if s.stance == kind and s.holder == name]
            fit = [s for s in alike if _can_be_quoted(s, said.get(s.statement_id), used)]
            if fit:
                stance = min(fit, key=lambda s: (len(s.text), s.article_id, s.start))
                used.add((stance.article_id, stance.start))
                whose = f"{short_names(study)[name]}’s {PLURALS[kind] if len(alike) > 1 else SINGULARS.get(kind, kind)}"
                lead = f"One of {whose} reads" if len(alike) > 1 else f"{whose} reads"
                evidence = passages(study, [(stance.article_id, stance.start, stance.end)])
                return [Sentence(text=f"{lead}: {in_marks(stance.text)}", evidence=evidence)]
    return []


def _can_be_quoted(stance: Stance, statement: Statement | None, used: Used) -> bool:
    """Whether a stance was said in words quoted directly that stand alone and were not printed before."""
    if statement is None or statement.form != "direct":
        return False
    if MEMORY in (stance.theme or ""):  # the memory of the war has a section of its own
        return False
    near = any(a == stance.article_id and abs(b - stance.start) < len(stance.text) for a, b in used)
    return not near and len(stance.text.split()) <= LONGEST and stands_alone(stance.text)


def _heading(study: Any) -> str:
    """A finding as a heading where each of the two has a leading theme of his own: "A speaks most of X, B of Y"."""
    leads = []
    for name in study.principals:
        ranked, _ = lead_topics(study, name)
        if not ranked or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]) or ranked[0][1] < LEAST_TO_LEAD:
            return VOICES
        leads.append((short_names(study).get(name, name), ranked[0][0]))
    if len(leads) != 2 or leads[0][1].split("/")[0] == leads[1][1].split("/")[0] != "other":
        return VOICES
    book = study.records.codebook
    (one, its), (two, other) = leads
    return f"{one} speaks most of {book.short(its)}, {two} of {book.short(other)}"

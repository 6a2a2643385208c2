"""What the meetings were about, and how that moved."""

from __future__ import annotations

from typing import Any

from summitry.records import Finding
from summitry.tell.findings.facts import (
    OTHER,
    Group,
    Key,
    agenda_codes,
    agenda_themes,
    finding,
    groups,
    key,
    meeting_codes,
    once_per_study,
    passages,
    say_who,
    scope,
    sentences,
    story_codes,
    told_meetings,
    top_themes,
    unit,
)
from summitry.tell.findings.phrases import agree, of_day, say_all, say_at, say_share, slug
from summitry.tell.words import capitalise, say_count, say_list, say_number

LEAST_LIFT = 2.0  # a theme marks a year when it is at least twice as frequent there as elsewhere
LEAST_SENTENCES = 5  # no share is compared below this many coded sentences
LEAST_TO_MISS = 20  # coded sentences below which an absent theme means nothing
MOST_MARKS = 2
MOST_MATTERS = 4
# The same thing said in turn, so that a row of years does not read like a list.
TURNS = (
    "what sets {when} apart is {said}",
    "against the {others}, {when} stands out by {said}",
    "{when} differs from the {others} by {said}",
    "{when} has more than its share of {said}",
)


def find_agendas(study: Any) -> tuple[Finding, ...]:
    """For each told meeting, what the articles give as its matter, and what fills their coded sentences."""
    book, found = study.records.codebook, []
    for meeting in told_meetings(study):
        named = agenda_codes(study, [meeting.meeting_id])
        codes = meeting_codes(study, [meeting.meeting_id])
        if not codes:
            continue
        whole = len(sentences(codes))
        ranked = top_themes(codes, by=lambda c: c.theme)
        lead, count = ranked[0]
        put = [book.short(t) for t in agenda_themes(study, [meeting.meeting_id])][:MOST_MATTERS]
        matter = f"{say_list(put)} {'is' if len(put) == 1 else 'are'} given as matter of the talks" if put else ""
        if count * 2 > whole:
            most = f"{book.short(lead)} fills most of the telling, {say_share(count, whole)}"
        else:
            most = f"the largest theme is {book.short(lead)}, with {say_share(count, whole)}"
        text = f"For the meeting {of_day(meeting)}, {'; '.join(part for part in (matter, most) if part)}."
        evidence = passages(study, [key(c) for c in (named or codes)])
        found.append(finding(f"agenda/{meeting.meeting_id}", text, count / whole, evidence))
    return tuple(found)


def find_shift(study: Any) -> tuple[Finding, ...]:
    """How the agenda moved, in one sentence; which themes mark each year (or meeting) against the others; which run
    through all; which rose and fell."""
    parts = [g for g in groups(study) if meeting_codes(study, g.meetings)]
    if len(parts) < 2:
        return ()
    found = _summary(study, parts)
    found += [f for turn, group in enumerate(parts) if (f := _marks(study, group, parts, turn))]
    found += _constants(study)
    found += _movement(study, parts[0], parts[-1])
    return tuple(found)


def _summary(study: Any, parts: list[Group]) -> list[Finding]:
    """What sets each year (or meeting) apart, in a row, where at least two have marks; and what runs through all."""
    marked = marks_by_group(study, parts)
    marks = [(g, marked[g.name]) for g in parts if marked[g.name]]
    if len(marks) < 2:
        return []
    book, told = study.records.codebook, told_meetings(study)
    who = say_who(study)
    steps = "; ".join(f"{say_list([book.short(name) for name, _ in m])} {say_at([g.name])}" for g, m in marks)
    turn = "year to year" if parts[0].name.isdigit() else "meeting to meeting"
    text = f"What sets the meetings of {who} apart changes from {turn}: {steps}"
    constant = [book.short(t) for t in constant_themes(study)]
    if constant and len(told) > 2:
        run = agree(len(constant), "runs", "run")
        text = f"{capitalise(say_list(constant))} {run} through {say_all(len(told), 'meeting')} of {who}; what sets "
        text += f"them apart changes from {turn}: {steps}"
    keys = [k for _, m in marks for _, ks in m for k in ks]
    keys += [key(c) for c in meeting_codes(study, [m.meeting_id for m in told]) if c.theme in constant_themes(study)]
    evidence = passages(study, keys)
    return [finding("shift/summary", f"{text}.", len(marks) / len(parts), evidence)]


def marks_by_group(study: Any, parts: list[Group]) -> dict[str, list[tuple[str, list[Key]]]]:
    """The marks of each group by its name; a code that would mark two marks only the one where its share is larger."""
    marks = {g.name: marks_of(study, g, parts) for g in parts}
    whole = {g.name: len(sentences(meeting_codes(study, g.meetings))) for g in parts}
    best: dict[str, str] = {}
    for name, found in marks.items():
        for code, keys in found:
            rival = best.get(code)
            if rival is None or len(keys) / whole[name] > len(dict(marks[rival])[code]) / whole[rival]:
                best[code] = name
    return {name: [(c, ks) for c, ks in found if best[c] == name] for name, found in marks.items()}


def marks_of(study: Any, group: Group, parts: list[Group]) -> list[tuple[str, list[Key]]]:
    """The codes that mark a group: at least LEAST_LIFT times as frequent as in the other groups, and either named as
    matter of the talks or found in two sentences. At most MOST_MARKS, none resting on the sentences of another."""
    here = meeting_codes(study, group.meetings)
    rest = meeting_codes(study, [m for g in parts if g is not group for m in g.meetings])
    named = {unit(c) for c in agenda_codes(study, group.meetings)}
    n_here, n_rest = len(sentences(here)), len(sentences(rest))
    scored = []
    constant = constant_themes(study)
    elsewhere = dict(top_themes(rest))
    for name, count in top_themes(here):
        share, other = (count + 0.5) / (n_here + 1), (elsewhere.get(name, 0) + 0.5) / (n_rest + 1)
        if name not in constant and share / other >= LEAST_LIFT and (count > 1 or name in named):
            weight = (count + 2 * (name in named)) * (share - other)
            scored.append((-weight, name))
    chosen: list[tuple[str, list[Key]]] = []
    for _, name in sorted(scored):
        own = sentences(c for c in here if unit(c) == name)
        kin = any(name.split("/")[0] == n or n.split("/")[0] == name for n, _ in chosen)  # a theme and its subtheme
        if (
            len(chosen) < MOST_MARKS
            and not kin
            and all(len(set(own) & set(k)) * 2 < min(len(own), len(k)) + 1 for _, k in chosen)
        ):
            chosen.append((name, own))
    return chosen


def _marks(study: Any, group: Group, parts: list[Group], turn: int) -> Finding | None:
    """What sets a year or meeting apart; `turn` varies the wording, and what nothing else has is said to be so."""
    marks = marks_by_group(study, parts)[group.name]
    if not marks:
        return None
    book = study.records.codebook
    (lead, its), *more = marks
    listed = [f"{book.short(lead)} ({say_count(len(its), 'sentence')})"]
    said = say_list([*listed, *(f"{book.short(name)} ({say_number(len(keys))})" for name, keys in more)])
    rest = [m.meeting_id for m in told_meetings(study) if m.meeting_id not in group.meetings]
    elsewhere = {name for code in meeting_codes(study, rest) for name in (code.theme, unit(code))}
    when, noun = group.name, "year"
    if len(group.meetings) > 1:
        when = f"{group.name}, its {say_count(len(group.meetings), 'meeting')} taken together,"
    elif not group.name.isdigit():
        when, noun = "this meeting" if group.name[:1] == "a" else f"the meeting of {group.name}", "meeting"
    others = f"other {noun}{'s' if len(parts) > 2 else ''}"
    text = TURNS[turn % len(TURNS)].format(when=when, others=others, said=said)
    if not any(name in elsewhere for name, _ in marks):
        number = agree(len(rest), "other meeting", f"other {say_number(len(rest))} meetings")
        text += f", not told of the {number}"
    evidence = passages(study, [k for _, keys in marks for k in keys])
    total = len(sentences(meeting_codes(study, group.meetings)))
    share = len({k for _, ks in marks for k in ks}) / total
    return finding(f"shift/{slug(group.name)}", f"{capitalise(text)}.", share, evidence)


@once_per_study
def constant_themes(study: Any) -> list[str]:
    """The themes coded at every told meeting (of at least two), in at least two sentences a meeting on average."""
    told = [m.meeting_id for m in told_meetings(study)]
    if len(told) < 2:
        return []
    at = [{c.theme for c in meeting_codes(study, [m])} for m in told]
    ranked = top_themes(meeting_codes(study, told), by=lambda c: c.theme)
    return [t for t, n in ranked if n >= 2 * len(told) and all(t in a for a in at)]


def _constants(study: Any) -> list[Finding]:
    constant = constant_themes(study)
    if not constant:
        return []
    book = study.records.codebook
    told = [m.meeting_id for m in told_meetings(study)]
    codes = [c for c in meeting_codes(study, told) if c.theme in constant]
    text = (
        f"None of the {say_count(len(told), 'meeting')} is told without {say_list([book.short(t) for t in constant])}."
    )
    if len(told) == 2:
        text = f"Neither of the two meetings is told without {say_list([book.short(t) for t in constant])}."
    return [finding("shift/constant", text, 1.0, passages(study, [key(c) for c in codes]))]


def _movement(study: Any, first: Group, last: Group) -> list[Finding]:
    """The theme whose share rose most and the one that fell most between the first and the last group."""
    before, after = meeting_codes(study, first.meetings), meeting_codes(study, last.meetings)
    n, m = len(sentences(before)), len(sentences(after))
    if min(n, m) < LEAST_SENTENCES:
        return []
    old, new = (dict(top_themes(codes, by=lambda c: c.theme)) for codes in (before, after))
    change = {t: new.get(t, 0) / m - old.get(t, 0) / n for t in sorted({*old, *new})}
    found = []
    for name, verb, pick in (("rise", "grows", max), ("fall", "falls", min)):
        theme = pick(change, key=lambda t: (change[t], t))
        if (change[theme] > 0) != (name == "rise") or abs(change[theme]) < 0.1:
            continue
        codes = [c for c in before + after if c.theme == theme]
        text = (
            f"From {first.name} to {last.name}, the share of {study.records.codebook.short(theme)} {verb} from "
            f"{say_share(old.get(theme, 0), n)} to {say_share(new.get(theme, 0), m)}."
        )
        found.append(finding(f"shift/{name}", text, abs(change[theme]), passages(study, [key(c) for c in codes])))
    return found


def find_absent(study: Any) -> tuple[Finding, ...]:
    """Themes of the codebook that nothing told of the meetings carries, where enough is coded to notice."""
    told = told_meetings(study)
    codes = story_codes(study)
    have = {c.theme for c in codes}
    if len(sentences(codes)) < LEAST_TO_MISS or len(have) < 2:  # of a single theme all others are absent
        return ()
    known = {c.theme for c in study.records.codes if c.article_id in scope(study)}  # told of a meeting with others
    absent = [t for t in study.records.codebook.themes if t.id not in have and (t.general or t.id in known)]
    absent = [t for t in absent if t.id != OTHER and not t.third_party]
    if not absent:
        return ()
    said = say_list([t.short for t in absent[:5]], last="or")
    whole = len(sentences(codes))
    meetings = agree(len(told), "the meeting", "the meetings")
    text = f"Nothing told of {meetings} is about {said} (none of {whole} coded sentences)."
    return (finding("absent/themes", text, 1.0, ()),)

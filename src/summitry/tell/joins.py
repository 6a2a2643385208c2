"""The codes joined with meeting, speaker, hearer, form and time: what each side raises, to whom, and how much of it.

Every function takes a study and gives a DataFrame in a fixed order. "The story" is what belongs to the principals' own
meetings (see `tell.findings.facts.story_codes`); what is said at meetings with somebody else is no part of it.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from summitry.records import Statement, ThemeCode
from summitry.tell.counts import HEARERS, NOBODY, hearer_of, voice_of, voices_of
from summitry.tell.describe.sentence import Places
from summitry.tell.findings.facts import (
    Key,
    key,
    meeting_codes,
    passages,
    sentences,
    shared_statements,
    short_names,
    sort_day,
    statements,
    statements_behind,
    story_codes,
    told_meetings,
    top_themes,
)
from summitry.tell.shares import wilson
from summitry.tell.words import capitalise, label_themes

JOINED = ("meeting_id", "theme", "subtheme", "voice", "speaker", "hearer", "form", "earliest", "latest",
          "article_id", "start", "end", "words")  # fmt: skip
SALIENCE = ("theme", "sentences", "share", "low", "high", "words", "share_of_words", "statements", "of_statements",
            "low_of_statements", "high_of_statements")  # fmt: skip


def join_codes(study: Any) -> pd.DataFrame:
    """One row per coded sentence, theme, speaker and form: with its meeting, the kind of hearer, the days on which it
    was said, and its words; meetings in order of day, articles in their order within."""
    order = {m.meeting_id: n for n, m in enumerate(sorted(study.records.meetings, key=sort_day))}
    codes = sorted(story_codes(study, other=True), key=lambda c: (order.get(c.meeting_id, len(order)), key(c), c.theme))
    texts = {a.article_id: a.text for a in study.records.articles}
    rows = []
    for code in codes:
        behind = statements_behind(study, [code])
        said = behind[0] if behind and code.form != "narration" else None
        rows.append(
            {
                "meeting_id": code.meeting_id,
                "theme": code.theme,
                "subtheme": code.subtheme,
                "voice": voice_of(code.speaker, code.form, study.principals),
                "speaker": code.speaker,
                "hearer": _hearer(study, said),
                "form": code.form,
                "earliest": said.earliest if said else None,
                "latest": said.latest if said else None,
                "article_id": code.article_id,
                "start": code.start,
                "end": code.end,
                "words": len(texts[code.article_id][code.start : code.end].split()),
            }
        )
    return pd.DataFrame(rows, columns=list(JOINED))


def _hearer(study: Any, said: Statement | None) -> str:
    return hearer_of(study, said.speaker, said.addressee) if said and said.addressee else NOBODY


def count_salience(study: Any) -> pd.DataFrame:
    """theme, sentences, share (with its interval), words, share_of_words, statements, of_statements (with its
    interval): how much of the story a theme takes by three measures, most sentences first.

    Shares of sentences and words are of all coded sentences; of statements, of all statements of the story.
    """
    codes = story_codes(study)
    whole, words = sentences(codes), _words(study, codes)
    said = story_statements(study)
    rows = []
    for theme, n in top_themes(codes, by=lambda c: c.theme):
        own = [c for c in codes if c.theme == theme]
        carry = {s.statement_id for s in statements_behind(study, own)} & {s.statement_id for s in said}
        rows.append((
            theme, n, n / len(whole), *wilson(n, len(whole)),
            sum(words[k] for k in sentences(own)), sum(words[k] for k in sentences(own)) / sum(words.values()),
            len(carry), len(carry) / len(said) if said else 0.0, *wilson(len(carry), len(said)),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(SALIENCE))


def story_statements(study: Any) -> list[Statement]:
    """What is said on the principals' own meetings, by anybody."""
    speakers = {s.speaker for s in statements(study) if s.speaker}
    return [s for name in sorted(speakers) for s in shared_statements(study, name)]


def _words(study: Any, codes: list[ThemeCode]) -> dict[Key, int]:
    texts = {a.article_id: a.text for a in study.records.articles}
    return {(a, start, end): len(texts[a][start:end].split()) for a, start, end in sentences(codes)}


def count_agendas(study: Any) -> pd.DataFrame:
    """meeting_id, theme, sentences, coded, share, low, high: of each told meeting, how much of what is coded of it
    carries each theme of the story; meetings in order of day, themes by their sentences in all."""
    ranked = [t for t, _ in top_themes(story_codes(study), by=lambda c: c.theme)]
    rows = []
    for meeting in told_meetings(study):
        codes = meeting_codes(study, [meeting.meeting_id])
        whole = len(sentences(codes))
        for theme in ranked if whole else ():
            n = len(sentences(c for c in codes if c.theme == theme))
            rows.append((meeting.meeting_id, theme, n, whole, n / whole, *wilson(n, whole)))
    return pd.DataFrame(rows, columns=["meeting_id", "theme", "sentences", "coded", "share", "low", "high"])


def list_salience(study: Any) -> pd.DataFrame:
    """Theme, then sentences, words and statements, each with its share: shares in per cent with their intervals."""
    names, frame = label_themes(study), count_salience(study)
    return pd.DataFrame(
        {
            "Theme": [names.get(t, t) for t in frame.theme],
            "Sentences": frame.sentences,
            "Share of coded sentences": [_say(*r) for r in zip(frame.share, frame.low, frame.high, strict=True)],
            "Words": frame.words,
            "Share of words": [f"{round(100 * share)}%" for share in frame.share_of_words],
            "Statements": frame.statements,
            "Share of statements": [
                _say(*r)
                for r in zip(frame.of_statements, frame.low_of_statements, frame.high_of_statements, strict=True)
            ],
        }
    )


def _say(share: float, low: float, high: float) -> str:
    return f"{round(100 * share)}% ({round(100 * low)} to {round(100 * high)})"


def rank_topics(joined: pd.DataFrame) -> list[str]:
    """The topics of joined codes, most sentences first, ties by id."""
    counts = joined.drop_duplicates(["article_id", "start", "end", "topic"]).topic.value_counts()
    return sorted(counts.index, key=lambda t: (-counts[t], t))


def join_topics(study: Any) -> pd.DataFrame:
    """The joined codes with a column `topic`: the theme, or of "other", which says nothing, its subtheme."""
    joined = join_codes(study)
    pairs = zip(joined.theme, joined.subtheme, strict=True)
    return joined.assign(topic=[sub if theme == "other" and sub else theme for theme, sub in pairs])


def _head(hearer: str) -> str:
    """A kind of hearer as the head of its column: "Own government"."""
    return capitalise(hearer.removeprefix("their ").split(" or ")[0])


def count_themes_by_voice(study: Any) -> pd.DataFrame:
    """topic, then a column of sentences per voice (each principal, other sources, the articles' own): what is told of
    the principals' own meetings, most sentences first. A sentence of two voices counts for both."""
    rows = join_topics(study).drop_duplicates(["article_id", "start", "end", "topic", "voice"])
    counts = rows.groupby(["topic", "voice"]).size().unstack(fill_value=0)
    voices = [v for v in voices_of(study.principals) if v in counts]
    table = counts.reindex(columns=voices).astype(int)
    order = sorted(table.index, key=lambda topic: (-table.loc[topic].sum(), topic))
    return table.loc[order].rename_axis(columns=None).reset_index()


def list_hearers_of(study: Any) -> pd.DataFrame:
    """Who, Theme, then one column per kind of hearer: the coded sentences in which each principal raises a theme, as
    links, by whom they were said to; those whose hearer is not told come last."""
    names, short, joined = label_themes(study), short_names(study), join_topics(study)
    rows = []
    for name in study.principals:
        own = joined[joined.voice == name]
        for topic in rank_topics(own):
            row = {"Who": short[name], "Theme": names.get(topic, topic)}
            for hearer in (*HEARERS, NOBODY):
                here = own[(own.topic == topic) & (own.hearer == hearer)]
                keys = zip(here.article_id, here.start, here.end, strict=True)
                row[_head(hearer)] = Places(passages=passages(study, keys))
            rows.append(row)
    columns = ["Who", "Theme", *(_head(h) for h in (*HEARERS, NOBODY))]
    frame = pd.DataFrame(rows, columns=columns)
    return frame[[c for c in columns if c in ("Who", "Theme") or frame[c].map(len).any()]]

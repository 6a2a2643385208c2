"""Code the sentences of an article by theme, with the words that indicated each and who speaks there.

Context decides in two steps. `context.py` says whether a bare name (Iran, Syria, the US) is a subject of its sentence
or only passes by; here the article as a whole says whether a name that was left open counts (named again, or its
theme established elsewhere). Word vectors play no part: every code shows the terms that gave it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from summitry.extract.themes.context import EvidenceSentence, convenes, evidence_sentences, is_party, supports
from summitry.extract.themes.match import Hit, Matcher, matcher_of
from summitry.knowledge.codebook import Code, Codebook
from summitry.language import tokens_between
from summitry.records import Article, Statement, ThemeCode, record

NARRATION = "narration"
MENTIONING = frozenset({"mention", "name", "refer", "raise", "address", "discuss", "speak", "bring", "touch"})


@record
class Found:
    """A hit of one code in one sentence: decided (`firm`), or open until the whole article is known."""

    sentence: int
    code: Code
    hit: Hit
    firm: bool
    statement: Statement | None


def extract_themes(
    article: Article,
    doc: Doc,
    statements: Sequence[Statement],
    codebook: Codebook,
    *,
    parties: Iterable[str] | None = None,
) -> tuple[ThemeCode, ...]:
    """Code every evidence sentence (title, deck, caption, body; repeated captions once) of an article.

    A code's span is its sentence; `terms` are the words that gave it, as printed; `speaker`, `form` and `meeting_id`
    are those of the statement these words lie in ("narration", None, None in the article's own voice). A theme
    without subtheme is given only where none of its subthemes was. `parties` are the names and countries of those who
    meet (None: not known, the lead decides): whoever is among them is no third party. Sorted by position, then by
    order of the codebook.
    """
    matcher = matcher_of(codebook)
    sentences = evidence_sentences(article, doc, matcher)
    parties = {n for n, c in enumerate(matcher.codes) if c.code.third_party and is_party(c, sentences, parties)}
    statements = coded_statements(doc, statements)
    spoken = _spoken_in(sentences, statements)
    found = [f for s, said in zip(sentences, spoken, strict=True) for f in _code_sentence(s, matcher, parties, said)]
    settled = _settle(found)
    return tuple(_rows(article, sentences, settled, codebook))


def _code_sentence(
    sentence: EvidenceSentence, matcher: Matcher, parties: set[int], statements: Sequence[Statement]
) -> Iterator[Found]:
    """All hits of all codes in one sentence; `statements` are those that reach into it."""
    words = sentence.words
    possible = matcher.possible(words)
    framed = any(f.number in possible and words.find(f) for f in matcher.frames)
    for number in sorted({matcher.owners[n] for n in possible if n in matcher.owners} - parties):
        search = matcher.codes[number]
        if any(s.number in possible and words.find(s) for s in search.unless):
            continue
        excepted = (s for s in search.except_in if s.number in possible)
        own = words.without(t for s in excepted for hit in words.find_all(s) for t in hit.tokens)
        for term in search.terms:
            hit = own.find(term) if term.number in possible else None
            if hit:
                yield _found(sentence, search.code, hit, True, statements)
        for hint in search.hints:
            hit = own.find(hint) if hint.number in possible else None
            if hit and (search.code.third_party or not _is_source(hit, statements)):
                yield _found(sentence, search.code, hit, False, statements)
        for name in search.names:
            for hit in own.find_all(name) if name.number in possible else ():
                if search.code.third_party and convenes(hit):
                    continue
                firm = supports(hit, sentence, statements, framed=framed)
                if firm is not None:
                    yield _found(sentence, search.code, hit, firm, statements)


def _found(sentence: EvidenceSentence, code: Code, hit: Hit, firm: bool, statements: Sequence[Statement]) -> Found:
    return Found(
        sentence=sentence.number, code=code, hit=hit, firm=firm, statement=statement_of(hit.tokens, statements)
    )


def _is_source(hit: Hit, statements: Sequence[Statement]) -> bool:
    """Whether a name belongs to the words for who speaks."""
    return any(
        s.speaker_start is not None and s.speaker_end is not None and s.speaker_start <= t.idx < s.speaker_end
        for s in statements
        for t in hit.tokens
    )


def coded_statements(doc: Doc, statements: Sequence[Statement]) -> list[Statement]:
    """The statements whose words are their speaker's: not "did not mention Iran", in which the article speaks."""

    def denies(statement: Statement) -> bool:
        if statement.cue_start is None or statement.cue_end is None:
            return False
        cue = tokens_between(doc, statement.cue_start, statement.cue_end)
        return any(t.lemma_ in MENTIONING and any(c.dep_ == "neg" for c in t.children) for t in cue)

    return [s for s in statements if not denies(s)]


def _spoken_in(sentences: Sequence[EvidenceSentence], statements: Sequence[Statement]) -> list[list[Statement]]:
    """For every sentence the statements whose contents or speaker reach into it, in their order."""
    starts, ends = [s.start for s in sentences], [s.end for s in sentences]
    spoken: list[list[Statement]] = [[] for _ in sentences]
    for statement in statements:
        spans = list(statement.contents)
        if statement.speaker_start is not None and statement.speaker_end is not None:
            spans.append((statement.speaker_start, statement.speaker_end))
        for number in sorted({n for a, b in spans for n in range(bisect_right(ends, a), bisect_left(starts, b))}):
            spoken[number].append(statement)
    return spoken


def statement_of(tokens: Sequence[Token], statements: Sequence[Statement]) -> Statement | None:
    """The statement that holds most of some words (the shortest of equals), or None in the article's own voice."""

    def held(statement: Statement) -> int:
        return sum(any(a <= t.idx < b for a, b in statement.contents) for t in tokens)

    holding = [(held(s), -len(s.text), s.statement_id, s) for s in statements]
    best = max(holding, key=lambda h: h[:3], default=None)
    return best[3] if best and best[0] * 2 > len(tokens) else None


def _settle(found: list[Found]) -> list[Found]:
    """Decide what the single sentence left open: a name or hint counts where the article has its theme elsewhere, or
    where its code is named or hinted at in two sentences."""
    firm = {f.code.theme for f in found if f.firm}
    named: dict[str, set[int]] = {}
    for f in found:
        named.setdefault(f.code.id, set()).add(f.sentence)
    return [f for f in found if f.firm or f.code.theme in firm or len(named[f.code.id]) > 1]


def _rows(
    article: Article, sentences: Sequence[EvidenceSentence], found: list[Found], codebook: Codebook
) -> list[ThemeCode]:
    """One row per sentence, code and statement; a theme gives way to its subthemes."""
    order = {code.id: n for n, code in enumerate(codebook.codes)}
    groups: dict[tuple[int, int, str], list[Found]] = {}
    for f in found:
        said = f.statement.statement_id if f.statement else ""
        groups.setdefault((f.sentence, order[f.code.id], said), []).append(f)
    refined = {(f.sentence, f.code.theme) for f in found if f.code.subtheme}
    by_number = {s.number: s for s in sentences}
    rows = []
    for (number, _, _), members in sorted(groups.items()):
        code, statement = members[0].code, members[0].statement
        if code.subtheme is None and (number, code.theme) in refined:
            continue
        sentence = by_number[number]
        rows.append(
            ThemeCode(
                article_id=article.article_id,
                start=sentence.start,
                end=sentence.end,
                theme=code.theme,
                subtheme=code.subtheme,
                speaker=statement.speaker if statement else None,
                meeting_id=statement.meeting_id if statement else None,
                terms=_printed(article, members),
                form=statement.form if statement else NARRATION,
            )
        )
    return rows


def _printed(article: Article, members: Sequence[Found]) -> tuple[str, ...]:
    """The words of the hits as the article prints them, runs joined by an ellipsis, each once, in order."""
    texts: dict[str, None] = {}
    for member in sorted(members, key=lambda m: (m.hit.tokens[0].i, m.hit.tokens[-1].i)):
        runs: list[list[Token]] = []
        for token in member.hit.tokens:
            if runs and token.i - runs[-1][-1].i <= 2:  # a hyphen or possessive may stand between
                runs[-1].append(token)
            else:
                runs.append([token])
        printed = [article.text[r[0].idx : r[-1].idx + len(r[-1])] for r in runs]
        texts[" … ".join(" ".join(p.split()) for p in printed)] = None
    return tuple(texts)

"""Stance: threat, praise, demand, commitment or denial, where words state it plainly; who holds it, towards whom.

Two readers. `acts` takes verbs that name what is done by speaking ("praised", "called on"); `said` takes a speaker's
own words ("we will strike", "Iran must leave"). Nothing is a stance that is negated, asked, supposed, wished or still
to be said, or that one person tells of another. The classes are those of speech acts as CAMEO and PLOVER have them
(praise, demand, threaten, promise, deny); a stance without a holder is not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from summitry.extract.stances.acts import Claim, read_act
from summitry.extract.stances.grammar import has_subject
from summitry.extract.stances.said import read_modal, read_said
from summitry.extract.stances.scene import LONGEST, Scene
from summitry.extract.stances.words import cue_words, words_of
from summitry.records import Article, Mention, Person, Stance, Statement, ThemeCode


def extract_stances(
    article: Article,
    doc: Doc,
    statements: Sequence[Statement],
    mentions: Iterable[Mention],
    people: Iterable[Person],
    codes: Sequence[ThemeCode] = (),
) -> tuple[Stance, ...]:
    """The stances of an article in order of their cues.

    statements, mentions and people are resolved ones; codes give the theme. A stance's span is the clause that states
    it, in the speaker's words where it was read there.
    """
    scene = Scene(article, doc, statements, mentions, people)
    cues, acts = _hashes(doc, cue_words()), _hashes(doc, words_of("act"))
    claims: list[Claim] = []
    for token in doc:
        if token.lemma not in cues or (token.lemma not in acts and scene.said_at(token) is None):
            continue
        if not scene.is_evidence(token):
            continue
        claim = read_act(token, scene) or read_said(token, scene)
        if claim is None and token.lemma_.lower() in words_of("modal"):
            claim = read_modal(token, scene)
        if claim is not None:
            claims.append(claim)
    kept = [c for c in claims if not any(_repeats(c, other) for other in claims)]
    rows = [_stance(n, c, scene, codes) for n, c in enumerate(kept, start=1)]
    return tuple(row for row in rows if row is not None)


def _hashes(doc: Doc, words: Iterable[str]) -> set[int]:
    """Lemmas as the numbers by which a Doc knows them, in small letters and with a capital."""
    return {doc.vocab.strings.as_int(form) for word in words for form in (word, word.capitalize())}


def _repeats(claim: Claim, other: Claim) -> bool:
    """Whether a claim says again what one above it says: "vowed that Russia would defend", "defend and help"."""
    if claim is other or claim.stance != other.stance:
        return False
    token = claim.cue
    while token.dep_ in ("ccomp", "xcomp", "conj", "acl", "pcomp", "prep", "acomp", "aux") and token.head != token:
        token = token.head
        if token == other.cue or token == other.second:
            return True
    return False


def _stance(number: int, claim: Claim, scene: Scene, codes: Sequence[ThemeCode]) -> Stance | None:
    article, statement = scene.article, claim.statement
    holder = statement.speaker if claim.holder is None and statement else scene.name_of(claim.holder)
    if not holder:
        return None
    start, end = _span(claim, scene)
    own = [holder, *_sides(claim, holder, scene)]
    return Stance(
        stance_id=f"{article.article_id}-t{number}",
        article_id=article.article_id,
        start=start,
        end=end,
        text=article.text[start:end],
        stance=claim.stance,
        holder=holder,
        target=_target(claim, scene, own),
        cue=_cue(claim, scene),
        rule=claim.rule,
        statement_id=statement.statement_id if statement else None,
        meeting_id=statement.meeting_id if statement else None,
        theme=_theme(article, start, end, codes),
    )


def _sides(claim: Claim, holder: str, scene: Scene) -> list[str]:
    """The countries of those who hold a stance."""
    persons = [p.country for p in scene.people.values() if p.country and p.name in holder.split(" and ")]
    if persons:
        return persons
    side = scene.side_of(claim.statement) if claim.holder is None else scene.country_of(claim.holder)
    return [side] if side else []


def _target(claim: Claim, scene: Scene, own: Sequence[str]) -> str | None:
    noun, said = claim.target, claim.statement
    if noun is None:
        return None
    yours = noun.lower_ == "you" or any(c.dep_ == "poss" and c.lower_ == "your" for c in noun.children)
    if yours and said is not None and (noun.lower_ == "you" or said.addressee):
        return said.addressee
    if claim.whole:
        words = scene.article.text[noun.left_edge.idx : noun.right_edge.idx + len(noun.right_edge)]
        return " ".join(words.split())[:LONGEST]
    if noun.pos_ in ("VERB", "AUX"):
        noun = _noun_under(noun, claim.stance)
        if noun is None:
            return None
    return scene.target_of(noun, own)


def _noun_under(verb: Token, stance: str) -> Token | None:
    """Of a clause: who is to do it in a demand, else what it is done to."""
    order = ("nsubj", "nsubjpass") if stance == "demand" and verb.tag_ != "VBG" else ("dobj", "dative", "nsubjpass")
    found = next((c for name in order for c in verb.children if c.dep_ == name and c.pos_ != "ADP"), None)
    if found is not None:
        return found
    return next((p for c in verb.children if c.dep_ == "prep" for p in c.children if p.dep_ == "pobj"), None)


def _cue(claim: Claim, scene: Scene) -> str:
    ends = [t for t in (claim.cue, claim.second) if t is not None]
    printed = [scene.article.text[t.idx : t.idx + len(t)] for t in sorted(ends, key=lambda t: t.i)]
    return " ".join(printed)


def _span(claim: Claim, scene: Scene) -> tuple[int, int]:
    """The clause around a cue, inside its sentence and, where a speaker says it, inside the words quoted."""
    verb = claim.cue
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    while verb.dep_ in ("aux", "xcomp", "conj") and verb.head.pos_ in ("VERB", "AUX", "ADJ") and not has_subject(verb):
        verb = verb.head
    apart = {t.i for c in verb.children if _stands_apart(c, claim.cue) for t in c.subtree}
    tokens = [t for t in verb.subtree if t.i not in apart and not t.is_space and not t.is_quote]
    piece = next((p for p in scene.pieces if p[0] <= claim.cue.idx < p[1]), None)
    if piece is not None:
        tokens = [t for t in tokens if piece[0] <= t.idx < piece[1]]
    tokens = [t for t in tokens if scene.is_evidence(t)]
    while len(tokens) > 1 and tokens[-1].is_punct:
        tokens.pop()
    while len(tokens) > 1 and tokens[0].is_punct:
        tokens.pop(0)
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _stands_apart(part: Token, cue: Token) -> bool:
    """A clause beside the one that states a stance: "..., but those ties took a hit", "..., while oil prices rose"."""
    if cue.i in {t.i for t in part.subtree}:
        return False
    if part.dep_ == "advcl":
        return any(c.dep_ == "mark" and c.lower_ not in ("if", "unless") for c in part.children)
    return part.dep_ in ("cc", "punct") or (part.dep_ == "conj" and has_subject(part))


def _theme(article: Article, start: int, end: int, codes: Sequence[ThemeCode]) -> str | None:
    """The themes coded in the sentence whose words stand in the span, or all of them where the span is most of it; each
    once, joined by "; ", "other" left out."""
    words = " ".join(article.text[start:end].split())
    near = [c for c in codes if c.start < end and start < c.end and c.theme != "other"]
    told = [c.theme for c in near if any(all(bit in words for bit in t.split(" … ")) for t in c.terms)]
    told = told or [c.theme for c in near if 2 * (end - start) > c.end - c.start]
    return "; ".join(dict.fromkeys(told)) or None

"""To whom a statement was made, and through whom it reached the article."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from spacy.tokens import Token

from summitry.extract.statements.cues import cue_of, lemma_of, word_list
from summitry.extract.statements.grammar import VERBAL, Page, sentence_around
from summitry.extract.statements.nouns import NOUN_CUES
from summitry.extract.statements.source import subject_of
from summitry.knowledge.press import is_press, may_be_press, press_name
from summitry.records import Statement
from summitry.resolve.speakers.names import Namer
from summitry.resolve.speakers.pronouns import head_token

Span = tuple[int, int]
TALKS = word_list("talks")
FARTHEST = 1500  # code points before a statement in which its hearers are looked for
CARRIED = word_list("carried")  # what a medium has words in: an interview with, quoted by, a post on
CARRYING = {"through", "via", "on", "with", "to", "by", "in", "for"}
PLATFORMS = word_list("platform")
MOUTHPIECE = re.compile(r"spokes|lawyer|aide|office|agency|media|press|attorney", re.I)
HEARERS = {"to", "with", "before"}


def cue_token(page: Page, statement: Statement) -> Token | None:
    """The verb of a statement's cue."""
    if statement.cue_start is None or statement.cue_end is None:
        return None
    return head_token(page, statement.cue_start, statement.cue_end)


def addressee_of(
    page: Page, namer: Namer, statement: Statement, earlier: Sequence[Statement]
) -> tuple[str | None, str | None, tuple[Span, ...]]:
    """(addressee, addressee_id, contents): whom the words were said to; contents change only where the parser took the
    addressee for a part of them (tells Putin Israel will ...)."""
    cue = cue_token(page, statement)
    if cue is None:
        return None, None, statement.contents
    spec = cue_of(cue)
    hearer = None
    if cue.lower_ != "according":
        hearer = _hearer(page, cue, spec.addressee if spec else "", statement.contents)
    if hearer is None and spec is not None and spec.addressee == "dative":
        split = _swallowed(page, namer, statement, cue)
        if split is not None:
            return split
    if hearer is None:
        hearer = (
            _spoken_to(cue)
            or _partner(page, cue, statement)
            or _led_in(page, namer, statement)
            or _reported_to(page, namer, statement)
        )
    if hearer is None:
        return None, None, statement.contents
    name, person = namer.name_token(hearer)
    if name is not None and name == statement.speaker:
        return None, None, statement.contents
    return name, person, statement.contents


def _hearer(page: Page, cue: Token, how: str, contents: Sequence[Span]) -> Token | None:
    """The addressee as an object of the cue (told X) or behind its preposition (said to X)."""
    outside = [c for c in cue.children if page.quoted[c.i] == page.quoted[cue.i]]
    if how == "dative":
        passive = next((c for c in outside if c.dep_ == "nsubjpass"), None)
        if passive is not None:
            return passive
        for child in outside:
            named = child.dep_ in ("dative", "dobj") and child.i > cue.i and child.pos_ in ("NOUN", "PROPN", "PRON")
            if named and not any(s <= child.idx < e for s, e in contents):
                return child
        for child in outside:  # told X that / urged X to: X may be read as the subject of the clause
            if child.dep_ in ("ccomp", "xcomp"):
                subject = next((c for c in child.children if c.dep_ == "nsubj" and c.i == cue.i + 1), None)
                if subject is not None and any(c.tag_ == "TO" for c in child.children):
                    return subject
    for child in outside + [g for c in outside if c.dep_ in ("acomp", "ccomp", "oprd") for g in c.children]:
        if child.dep_ in ("prep", "dative") and child.lower_ in HEARERS and child.i > cue.i:
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            if noun is not None and not any(s <= noun.idx < e for s, e in contents) and _hears(noun):
                return noun
    return None


def _hears(noun: Token) -> bool:
    """Can a noun be spoken to? A person, a group, a body; not a place, a time, a thing."""
    return (
        noun.pos_ in ("PROPN", "PRON") and noun.ent_type_ not in ("DATE", "TIME", "GPE", "LOC", "FAC", "EVENT", "MONEY")
    ) or (noun.pos_ == "NOUN" and lemma_of(noun) in AUDIENCE)


AUDIENCE = word_list("audience")


def _swallowed(page: Page, namer: Namer, statement: Statement, cue: Token):
    """tells Putin Israel will ...: a name right behind the cue with another noun behind it is the addressee."""
    start, end = statement.contents[0]
    first = page.first_token(start)
    if first >= len(page.doc) or first != cue.i + 1:
        return None
    mention = namer.mention_at(page.doc[first])
    if mention is None or mention.kind != "name" or mention.end >= end:
        return None
    after = page.first_token(mention.end)
    following = page.doc[after] if after < len(page.doc) else None
    if following is None or following.pos_ not in ("PROPN", "NOUN", "DET", "PRON") or following.idx >= end:
        return None
    name, person = namer.name_source(mention.start, mention.end)
    return name, person, ((following.idx, end), *statement.contents[1:])


def _partner(page: Page, cue: Token, statement: Statement) -> Token | None:
    """A participle that hangs on talks with somebody: (went to Russia to discuss Syria with Putin), stating ..."""
    if cue.tag_ != "VBG" and cue.dep_ not in ("advcl", "conj"):
        return None
    verb = cue
    for _ in range(6):
        if verb.dep_ not in ("advcl", "conj", "xcomp") or verb.head == verb:
            break
        verb = verb.head
    if verb == cue or verb.pos_ not in VERBAL:
        return None
    for token in verb.subtree:
        if token.i >= cue.i:
            break
        with_whom = token.dep_ == "pobj" and token.pos_ == "PROPN" and token.head.lower_ in ("with", "to")
        if with_whom and token.head.head.lemma_.lower() in TALKS:
            return token
    return None


def speaking_before(cue: Token) -> Token | None:
    """The participle that says how the source spoke: X, speaking to the cabinet on Sunday, said that ..."""
    subject = subject_of(cue)
    beside = [*cue.children, *(subject.children if subject is not None else ())]
    return next((t for t in beside if t.tag_ == "VBG" and lemma_of(t) in ("speak", "talk", "address", "brief")), None)


def _spoken_to(cue: Token) -> Token | None:
    """The hearer behind such a participle."""
    speaking = speaking_before(cue)
    if speaking is None:
        return None
    for child in speaking.children:
        if child.dep_ == "dobj" and _hears(child):
            return child
        noun = next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ == "prep" and child.lower_ in ("to", "with", "before") and noun is not None and _hears(noun):
            return noun
    return None


def _led_in(page: Page, namer: Namer, statement: Statement) -> Token | None:
    """Netanyahu spoke with reporters. "...," Netanyahu said: the sentence before tells the hearers."""
    start = statement.contents[0][0]
    low = max(page.text.rfind("\n", 0, start) + 1, start - FARTHEST)
    for token in reversed(page.tokens(low, start)):
        if (
            token.pos_ in VERBAL
            and lemma_of(token) in ("speak", "talk", "address", "brief")
            and page.quoted[token.i] < 0
        ):
            subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
            if subject is None or namer.name_token(subject)[0] != statement.speaker:
                return None
            for child in token.children:
                if child.dep_ == "dobj" and _hears(child):
                    return child
                noun = next((c for c in child.children if c.dep_ == "pobj"), None)
                if child.dep_ == "prep" and child.lower_ in ("to", "with") and noun is not None and _hears(noun):
                    return noun
            return None
    return None


def _reported_to(page: Page, namer: Namer, statement: Statement) -> Token | None:
    """Cohen's report to Netanyahu ... In it, Cohen showed ...: to whom a report or letter of the speaker went."""
    start = statement.contents[0][0]
    low = max(page.text.rfind("\n", 0, start) + 1, start - FARTHEST)
    for token in page.tokens(low, start):
        if token.pos_ != "NOUN" or lemma_of(token) not in NOUN_CUES:
            continue
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        to = next((c for c in token.children if c.dep_ in ("prep", "dative") and c.lower_ == "to"), None)
        if to is None and token.i + 1 < len(page.doc) and page.doc[token.i + 1].lower_ == "to":
            to = page.doc[token.i + 1]
        noun = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
        if owner is not None and noun is not None and namer.name_token(owner)[0] == statement.speaker is not None:
            return noun
    return None


def via_of(page: Page, namer: Namer, statement: Statement, others: Sequence[Statement], to: str | None) -> str | None:
    """The chain through which a statement reached the article, nearest to the speaker first, joined by " > "."""
    chain: list[str] = []
    cue = cue_token(page, statement)
    if cue is not None:
        chain += _mouthpieces(page, namer, cue, statement)
    if to and (is_press(to) or (may_be_press(to) and cue is not None and lemma_of(cue) == "tell")):
        chain.append(press_name(to))
    chain += [name for name in _citing_press(page, namer, statement, cue) if name not in chain]
    around = _reporters(page, namer, statement, others)
    chain += [name for name in around if name not in chain]
    chain = [name for name in chain if name and name != statement.speaker]
    return " > ".join(chain) or None


def _citing_press(page: Page, namer: Namer, statement: Statement, cue: Token | None) -> list[str]:
    """According to Interfax, citing two officials; Reuters reported, citing an aide: the paper or agency."""
    if cue is None or statement.speaker_start is None:
        return []
    if cue.lower_ == "according":
        outlet = next((t for t in page.doc[cue.i + 1 : cue.i + 8] if t.dep_ == "pobj"), None)
    else:
        outlet = subject_of(cue)
    if outlet is None or statement.speaker_start <= outlet.idx < (statement.speaker_end or 0):
        return []
    name = namer.name_token(outlet)[0]
    return [name] if name and is_press(name) else []


def _mouthpieces(page: Page, namer: Namer, cue: Token, statement: Statement) -> list[str]:
    """Said through a spokesman; said in an interview with Reuters; quoted by Interfax; Reuters quoted X as saying."""
    found: list[str] = []
    start, end = sentence_around(page, cue)
    for token in page.tokens(start, end):
        if page.quoted[token.i] >= 0 or any(s <= token.idx < e for s, e in statement.contents):
            continue
        if token.dep_ == "pobj" and token.head.lower_ in CARRYING and _is_below(token, cue):
            name = namer.name_token(token)[0]
            if name and _carries(token, name):
                found.append(press_name(name))
    if cue.dep_ == "pcomp" and cue.head.lower_ == "as" and cue.head.head.lemma_.lower() in ("quote", "cite"):
        subject = next((c for c in cue.head.head.children if c.dep_ == "nsubj"), None)
        if subject is not None:
            name = namer.name_token(subject)[0]
            if name:
                found.append(name)
    return found


def _carries(noun: Token, name: str) -> bool:
    """Did words come through what a preposition names: through a spokesman, in an interview with X, on Twitter?"""
    preposition, above = noun.head.lower_, lemma_of(noun.head.head)
    if preposition in ("through", "via"):
        return is_press(name) or bool(MOUTHPIECE.search(name))
    if preposition == "on" and name in PLATFORMS:
        return True
    if preposition == "with" and above == "interview":
        return is_press(name) or (noun.pos_ == "PROPN" and noun.ent_type_ != "PERSON")
    return preposition in ("with", "to", "on", "by", "in", "for") and is_press(name) and above in CARRIED


def _is_below(token: Token, cue: Token) -> bool:
    return any(t == cue for t in token.ancestors) or any(t == token.head.head for t in cue.ancestors)


def _reporters(page: Page, namer: Namer, statement: Statement, others: Sequence[Statement]) -> list[str]:
    """Whoever reports the statement as a part of what they say themselves: innermost first."""
    if statement.cue_start is None:
        return []
    around = []
    for other in others:
        if other.statement_id == statement.statement_id or other.speaker_start is None or other.tier != "speech":
            continue
        for s, e in other.contents:
            if s <= statement.cue_start < e:
                around.append((e - s, other))
    names = []
    for _, other in sorted(around, key=lambda pair: (pair[0], pair[1].statement_id)):
        name = namer.name_source(other.speaker_start, other.speaker_end)[0]
        to = addressee_of(page, namer, dataclasses.replace(other, speaker=name), ())[0]
        for link in (name, to if is_press(to) else None):
            if link and link not in names:
                names.append(link)
    return names

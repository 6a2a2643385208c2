"""What an article has found already, laid out so that a stance can ask: whose words, who is meant, which side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from summitry.extract.stances.words import words_of
from summitry.knowledge.people import find_role
from summitry.knowledge.places import find_country
from summitry.records import EVIDENCE_KINDS, Article, Mention, Person, Statement

FIRST_PERSON = frozenset(("i", "we", "us", "me", "my", "our", "ours", "mine"))
PRONOUNS = frozenset(("he", "she", "it", "they"))
DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "this",
        "that",
        "these",
        "those",
        "all",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
    ]
)
OWNERS = frozenset(("his", "her", "its", "their", "our", "my"))
LEFT_OF_NOUN = frozenset(("det", "amod", "compound", "poss", "nmod", "nummod", "predet", "quantmod"))
MODIFIERS = frozenset(("amod", "compound", "poss", "nmod"))
NESTED = 12  # so many pieces of statements begin, at most, inside the one a word is in
LONGEST = 80  # letters of a holder or target
BEHIND = 7  # words behind a noun that still belong to the phrase for a target
TAILS = frozenset(("of", "in", "on", "at", "to", "for", "from", "with", "between", "against", "over", "by"))
NOUNS = frozenset(("NOUN", "PROPN", "ADJ", "NUM"))


class Scene:
    """One article's words, statements, mentions and people."""

    def __init__(
        self,
        article: Article,
        doc: Doc,
        statements: Iterable[Statement],
        mentions: Iterable[Mention],
        people: Iterable[Person],
    ):
        self.article, self.doc = article, doc
        self.pieces = sorted((a, b, n, s) for n, s in enumerate(statements) for a, b in s.contents)
        self._piece_starts = [piece[0] for piece in self.pieces]
        self.cues = {s.cue_start: s for *_, s in self.pieces if s.cue_start is not None}
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self.mentions]
        self.people = {p.person_id: p for p in people}
        self._by_name = {p.name: p for p in self.people.values()}

    def is_evidence(self, token: Token) -> bool:
        """Whether a word stands in title, deck, caption or body, and not in a repeated caption."""
        if not self.article.segments:
            return True
        segment = self.article.segment_at(token.idx)
        return segment is not None and segment.kind in EVIDENCE_KINDS and segment.repeats is None

    def said_at(self, token: Token) -> Statement | None:
        """The shortest statement whose words a token is among."""
        at = bisect_right(self._piece_starts, token.idx)
        near = self.pieces[max(0, at - NESTED) : at]
        return min(((b - a, s) for a, b, _, s in near if token.idx < b), key=lambda h: h[0], default=(0, None))[1]

    def mention_at(self, token: Token) -> Mention | None:
        """The mention a token lies in, one that tells the person first."""
        at = bisect_right(self._starts, token.idx)
        near = [m for m in self.mentions[max(0, at - 5) : at] if m.start <= token.idx < m.end]
        return min(near, key=lambda m: (m.person_id is None, m.start), default=None)

    def person_at(self, token: Token) -> str | None:
        """The name of the person, or of the persons, a token stands for."""
        mention = self.mention_at(token)
        if mention is None:
            return None
        if mention.person_id in self.people:
            return self.people[mention.person_id].name
        names = [self.people[p].name for p in mention.people if p in self.people]
        return " and ".join(names) or mention.name

    def phrase_of(self, noun: Token, *, article: bool = False) -> str:
        """A noun as printed with the words before it that belong to it; `article` keeps the and a, in small letters."""
        first = noun
        for child in sorted(noun.lefts, key=lambda t: -t.i):
            if child.dep_ in LEFT_OF_NOUN and child.right_edge.i == first.i - 1:
                first = child.left_edge
        if first.i < noun.i and not article and first.lower_ in DETERMINERS:
            first = self.doc[first.i + 1]
        words = " ".join(self.article.text[first.idx : noun.idx + len(noun)].split())[:LONGEST].strip()
        return words[:1].lower() + words[1:] if first.dep_ == "det" else words

    def name_of(self, noun: Token) -> str:
        """Who or what a noun stands for: a person's name, else the phrase as printed."""
        return self.person_at(noun) or self.phrase_of(noun, article=True)

    def is_actor(self, noun: Token) -> bool:
        """Whether a noun can hold a stance: a person, a country or its government, an organisation, an office."""
        if noun.lower_ in ("he", "she", "they", "we", "i", "who"):
            return True
        mention = self.mention_at(noun)
        if mention is not None or noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"):
            return True
        named = find_country(noun.text) if noun.pos_ == "PROPN" else None
        return bool(named or find_role(noun.lemma_) or noun.lemma_.lower() in words_of("actor"))

    def country_of(self, noun: Token) -> str | None:
        """The country a noun points at, itself ("Moscow") or by a word before it ("Russian jets", "Russia's army")."""
        words = [noun, *(c for c in noun.children if c.dep_ in MODIFIERS)]
        named = (find_country(w.text) for w in words if w.text[:1].isupper())
        return next((c for c in named if c), None)

    def side_of(self, statement: Statement) -> str | None:
        """The country a statement's speaker speaks for: the person's, or the one in the words for the source."""
        person = self._by_name.get(statement.speaker or "")
        if person is not None:
            return person.country
        words = (statement.speaker or "").split()
        return next((c for w in words if w[:1].isupper() and (c := find_country(w.strip(".,")))), None)

    def is_own(self, noun: Token, statement: Statement) -> bool:
        """Whether a subject in somebody's words is the speaker or the speaker's side."""
        lower = noun.lower_
        if lower in FIRST_PERSON:
            return True
        if lower in PRONOUNS:
            told = self.person_at(noun)
            return statement.form != "direct" and (told is None or told == statement.speaker)
        if any(c.dep_ == "poss" and c.lower_ in OWNERS for c in noun.children):
            own = [c.lower_ for c in noun.children if c.dep_ == "poss"]
            return statement.form != "direct" or own[0] in FIRST_PERSON
        if noun.pos_ == "PROPN" and statement.speaker and noun.text in statement.speaker.split():
            return True
        side = self.side_of(statement)
        return side is not None and self.country_of(noun) == side

    def target_of(self, noun: Token, own: Sequence[str]) -> str | None:
        """Towards whom: the noun if it names somebody, else the first other party named with it, else the phrase.

        `own` are names and countries of the holder, which are never the target.
        """
        for word in self._inside(noun):
            name = self._party(word)
            if name and name not in own and find_country(name) not in own:
                return name
        if noun.pos_ not in NOUNS:
            return None
        return f"{self.phrase_of(noun)} {self._tail_of(noun)}"[:LONGEST].strip()

    def _tail_of(self, noun: Token) -> str:
        """What stands right behind a noun with a preposition ("in the protected zone"), whole or not at all."""
        words: list[Token] = []
        for child in noun.rights:
            if child.dep_ != "prep" or child.lower_ not in TAILS or child.i != noun.i + len(words) + 1:
                break
            words += [t for t in child.subtree if t.i >= child.i]
        clause = any(t.pos_ in ("VERB", "AUX") or t.is_punct or t.dep_ == "relcl" for t in words)
        if not words or clause or len(words) > BEHIND or self.said_at(words[-1]) != self.said_at(noun):
            return ""
        last = words[-1]
        return " ".join(self.article.text[words[0].idx : last.idx + len(last)].split())

    def _inside(self, noun: Token) -> list[Token]:
        """A noun, its modifiers, and what stands behind of, by, for, from, against, with or between, or acts on it."""
        words = [noun]
        for child in noun.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod"):
                words.append(child)
            elif child.dep_ == "relcl":  # "the role Russia played"
                words += [c for c in child.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"]
            elif child.dep_ == "prep" and child.lower_ in ("of", "by", "for", "from", "against", "with", "between"):
                words += [w for c in child.children if c.dep_ == "pobj" for w in self._inside(c)]
        return words

    def _party(self, word: Token) -> str | None:
        """The person or country a word names; an adjective gives its country."""
        if word.dep_ == "compound" and word.head.pos_ == "PROPN":
            return None
        person = self.person_at(word) if word.lower_ not in FIRST_PERSON else None
        if person:
            return person
        if word.pos_ == "PROPN" or word.ent_type_ in ("GPE", "NORP", "ORG"):
            country = find_country(word.text)
            if country and word.dep_ in MODIFIERS:
                return country
            return self.phrase_of(word) if word.pos_ == "PROPN" or country else None
        return None

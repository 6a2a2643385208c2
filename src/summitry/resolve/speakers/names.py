"""A source phrase -> the name a reader expects: a person, or the source as the article describes it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from spacy.tokens import Token

from summitry.extract.statements.cues import word_list
from summitry.extract.statements.grammar import NOMINAL, Page
from summitry.extract.statements.source import phrase_of
from summitry.knowledge.press import PRESS, PRESS_NAME, is_press
from summitry.records import Mention, Person
from summitry.resolve.speakers.pronouns import head_token

RELATIVE = {"who", "which", "that", "whom"}
# Words that stand for an institution named before: "the office", "the paper".
UNNAMED = word_list("unnamed turn")  # QUESTION, REPORTER: nobody a transcript names
INSTITUTION = PRESS | word_list("institution")
PUBLISHED = word_list("published")
ISSUED = word_list("issued")


class Namer:
    """Names for phrases of one article. Holds the article's mentions by offset; answers never change them."""

    def __init__(self, page: Page, mentions: Sequence[Mention], people: Sequence[Person]):
        self.page = page
        self.mentions = sorted(mentions, key=lambda m: (m.start, m.end))
        self.starts = [m.start for m in self.mentions]
        self.people = {p.person_id: p.name for p in people}

    def name_source(self, start: int | None, end: int | None) -> tuple[str | None, str | None]:
        """(name, person_id) of the words between two offsets; (None, None) when it cannot be told who they mean."""
        if start is None or end is None or self.page.text[start:end].lower().strip(".") in UNNAMED:
            return None, None
        head = head_token(self.page, start, end)
        if head is None:
            return None, None
        return self.name_phrase(head, start, end)

    def name_token(self, head: Token) -> tuple[str | None, str | None]:
        """As `name_source`, for the phrase around a head noun."""
        return self.name_phrase(head, *phrase_of(head, self.page))

    def name_phrase(self, head: Token, start: int, end: int) -> tuple[str | None, str | None]:
        if head.lower_ in RELATIVE and end - start <= len(head):
            return self._antecedent(head)
        mention = self.mention_at(head)
        if mention is None:
            mention = self._apposed(head, start, end)
        if mention is not None and mention.kind == "pronoun":
            return self._named(mention) if mention.person_id else (self._several(mention.people), None)
        if mention is not None and mention.person_id:
            joined = self._joined(head, mention)
            return joined or self._named(mention)
        if mention is not None and mention.kind == "name" and mention.name:
            return mention.name, None
        if head.pos_ == "PRON" and mention is None:
            return None, None
        return self._described(head, start, end), None

    def mention_at(self, token: Token) -> Mention | None:
        """The mention a token lies in, names before offices before pronouns."""
        n = bisect.bisect_right(self.starts, token.idx)
        near = [m for m in self.mentions[max(0, n - 6) : n] if m.start <= token.idx < m.end]
        ranks = {"name": 0, "role": 1, "group": 2, "pronoun": 3}
        return min(near, key=lambda m: (ranks.get(m.kind, 9), m.start), default=None)

    def _named(self, mention: Mention) -> tuple[str | None, str | None]:
        return self.people.get(mention.person_id or "", mention.name), mention.person_id

    def _several(self, people: Sequence[str]) -> str | None:
        names = [self.people[p] for p in people if p in self.people]
        return " and ".join(names) if len(names) > 1 else None

    def _joined(self, head: Token, mention: Mention) -> tuple[str, None] | None:
        """X and Y as one speaker."""
        names = [self._named(mention)[0]]
        for token in head.conjuncts:
            other = self.mention_at(token)
            if other is not None and other.person_id and other.person_id != mention.person_id and token.i > head.i:
                names.append(self._named(other)[0])
        return (" and ".join(n for n in names if n), None) if len(names) > 1 else None

    def _apposed(self, head: Token, start: int, end: int) -> Mention | None:
        """The name behind an office or a description: Putin's spokesman, Dmitry Peskov."""
        for child in head.children:
            if child.dep_ in ("appos", "compound", "nmod") and start <= child.idx < end and child.i != head.i:
                mention = self.mention_at(child)
                if mention is not None and mention.kind == "name" and (child.dep_ == "appos" or child.i > head.i):
                    return mention
        return None

    def _antecedent(self, pronoun: Token) -> tuple[str | None, str | None]:
        """Who or what a relative pronoun stands for: the noun its clause hangs on."""
        verb = pronoun.head
        for _ in range(4):
            if verb.dep_ == "relcl" and verb.head.pos_ in NOMINAL and verb.head.i < pronoun.i:
                start, end = phrase_of(verb.head, self.page)
                return self.name_phrase(verb.head, start, min(end, pronoun.idx))
            if verb.head == verb:
                break
            verb = verb.head
        return None, None

    def _described(self, head: Token, start: int, end: int) -> str | None:
        """The source as the article puts it; reports and statements give way to who published or issued them."""
        text = self.page.text[start:end].strip(" ,;:")
        lemma = head.lemma_.lower()
        if lemma in PUBLISHED | ISSUED:
            inner = self._inside(head, ("in", "by", "from", "of", "on") if lemma in PUBLISHED else ("by", "from", "of"))
            if inner is not None and inner.pos_ == "PROPN":
                named = self.name_token(inner)[0]
                if named:
                    return named
        if lemma in INSTITUTION and head.text.islower() and self._is_anaphor(head):
            earlier = self._institution_before(head, lemma)
            if earlier:
                return earlier
        if head.pos_ == "PROPN" and is_press(text):
            return re.sub(r"\s+", " ", text)
        return _plain_start(text) or None

    def _inside(self, head: Token, prepositions: Sequence[str]) -> Token | None:
        for prep in head.children:
            if prep.dep_ == "prep" and prep.lower_ in prepositions:
                for noun in prep.children:
                    if noun.dep_ == "pobj":
                        return noun
        return None

    def _is_anaphor(self, head: Token) -> bool:
        """The office, the paper: definite and without any word that says which."""
        return all(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in head.lefts) and not any(
            c.dep_ in ("prep", "appos", "compound") for c in head.rights
        )

    def _institution_before(self, head: Token, lemma: str) -> str | None:
        """The institution of that kind named last before a token."""
        text = self.page.text[max(0, head.idx - 12000) : head.idx]
        if lemma in PRESS:
            for ent in reversed([e for e in self.page.doc.ents if e.end_char <= head.idx]):
                if is_press(ent.text):
                    article = self.page.text[max(0, ent.start_char - 4) : ent.start_char]
                    return article + ent.text if article == "The " else ent.text
            found = list(PRESS_NAME.finditer(text))
            return text[_name_start(text, found[-1].start()) : found[-1].end()] if found else None
        word = r"[A-Z][\w’'-]*"
        pattern = rf"(?:\b[Tt]he )?(?:{word} (?:of |for )?(?:the )?)*{word} {re.escape(lemma.capitalize())}\b"
        found = [m.group() for m in re.finditer(pattern, text)]
        return _plain_start(found[-1]) if found else None


def _name_start(text: str, at: int) -> int:
    """Climb left over capitalised words."""
    while True:
        match = re.search(r"(?:[A-Z][\w.’'-]*)\s$", text[max(0, at - 40) : at])
        if not match:
            return at
        at -= len(match.group())


def _plain_start(text: str) -> str:
    """A sentence's capital article becomes small: "A Kremlin spokesman" -> "a Kremlin spokesman"."""
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(
        r"^(?:The|An?|One|His|Her|Their|Its|Some|Several|Many|Two|Three|Other|Another|Both|This|These|Those)(?= )",
        lambda m: m.group().lower(),
        text,
    )

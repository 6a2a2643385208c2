"""What looks like a time and is none: "May" the surname, "the march", flight numbers, copyright years, metaphors.

Every filter asks the words around a candidate and, where words do not tell, the parse.
"""

from __future__ import annotations

import re

from spacy.tokens import Span

from summitry.extract.times.grammar import Found
from summitry.extract.times.tense import words_of

# Prepositions and modifiers after which a capital May, March or April is a month.
BEFORE_MONTH = {
    "in", "of", "since", "until", "till", "by", "during", "last", "next", "this", "early", "late", "mid", "mid-",
    "through", "throughout", "between", "previous", "following", "every", "each",
}  # fmt: skip
WEAK_BEFORE_MONTH = {"from", "to", "before", "after", "for", "and", "or", "on", "around", "the", "-", "–", ",", "("}
NAME_MONTHS = re.compile(r"(?:May|March|Mar|April|June|August|Jan|Sept?|Dec|Oct|Nov|Jun|Jul|Aug|Apr|MAY|MARCH)$")
MODAL_MONTHS = re.compile(r"(?:May|MAY|March|MARCH|Mar)$")
COPYRIGHT = re.compile(r"(?:copyright|©|\(c\)|all rights reserved)[ ]*(?:©[ ]*)?$", re.IGNORECASE)
STREETS = re.compile(r"[ ](?:[A-Z]\w+[ ])?(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Boulevard|Blvd|Drive|Lane|Square)\b")
NAMED_WEEKDAYS = re.compile(
    r"(?:Bloody|Black|Super|Cyber|Giving|Mail on|Casual|Freaky|Holy|Maundy|Man|Fox News|CBS News|NBC|ABC)[ ]$"
)


def is_time(found: Found, text: str, span: Span) -> bool:
    """Whether a candidate of the grammar is a time after all."""
    before = text[max(0, found.start - 24) : found.start]
    after = text[found.end : found.end + 30]
    kind, spec = found.spec.kind, found.spec
    if found.rule == "year":
        return _is_year(found, text, before, after, span)
    if found.rule == "month_alone":
        return _is_month(text[found.start : found.end], before, after, text)
    if kind == "weekday" and spec.shift is None:
        return not NAMED_WEEKDAYS.search(before)
    if found.rule == "beside_event":
        return not _is_metaphor(span)
    if found.rule == "duration" and before.endswith(" as "):
        return not text[found.start : found.end].startswith("many")  # "three strikes in as many weeks"
    if found.rule == "duration" and spec.unit == "second":
        return bool(re.search("second|sec", text[found.start : found.end])) and not before.endswith("the ")
    if found.rule == "every" and text[found.start].isupper():
        return span[0].is_sent_start or found.spec.weekday is not None
    if found.rule == "ordinal_half" and found.spec.year is found.spec.shift is None:
        return any(t.lower_ in ("%", "percent", "$") or t.lemma_.lower() in words_of("result") for t in span.sent)
    if found.rule == "season_subject":
        return span[-1].dep_ == "nsubj" and span[-1].head.tag_ == "VBZ"
    if found.rule == "the_season":  # "in the fall", not "if they fall", "in spring water"
        return span[-1].dep_ != "compound" and (spec.name != "FA" or span[-1].pos_ == "NOUN")
    if found.rule == "season":
        return not (spec.name == "FA" and after.startswith(" of ") and spec.year is None)
    return True


def _is_year(found: Found, text: str, before: str, after: str, span: Span) -> bool:
    """A four-digit number is a year unless it labels, counts or houses something."""
    if found.spec.mod:
        return True  # "mid-1988"
    year, token = found.spec.year or 0, span[-1]
    word = re.search(r"([\w.]+)[ ]*$", before)
    if COPYRIGHT.search(before) or STREETS.match(after):
        return False
    if word and word.group(1).lower() in words_of("label"):
        return False
    if word and word.group(1).lower() in words_of("quantity") and re.match(r"[ ][a-z]+", after):
        return False  # "some 2000 marched"; but "since about 2000."
    counts = token.dep_ in ("nummod", "compound") and token.head.i == token.i + 1 and token.head.tag_ == "NNS"
    if counts and not any(t.dep_ in ("det", "poss") for t in token.head.lefts):
        # "2000 people" counts, "the 2014 elections" dates: a determiner or possessive stands before a year.
        if year % 10 and 1900 <= year <= 2050 and token.head.lemma_.lower() not in words_of("counted"):
            return True  # counts are round or have their comma: "1973 killings"
        return 1900 <= year <= 2050 and token.head.lemma_.lower() in words_of("dated_plural")
    return 1900 <= year <= 2100 or _is_old_year(before)


def _is_old_year(before: str) -> bool:
    """Years before 1900 only after a preposition or in brackets: "in 1648", "(1812)"."""
    words = r"\b(?:in|since|of|by|from|to|until|till|around|circa|the|and|year|between|before|after)[ ]"
    return bool(re.search(rf"(?:{words}|\(|[-–])$", before, re.IGNORECASE))


def _is_month(words: str, before: str, after: str, text: str) -> bool:
    """A bare month's name; May, March and first names of people need the words of a date before them."""
    last = re.search(r"([\w-]+|[-–,(])[ ]*$", before)
    word = last.group(1).lower() if last else ""
    if not NAME_MONTHS.match(words):
        if re.match(r"[A-Z][a-z.]+$", words) or " " in words or "-" in words:
            return True
        return words.isupper() and bool(word)
    if len(words) <= 4 and not words.endswith(".") and words not in ("May", "June", "July", "MAY", "JUNE", "JULY"):
        return False  # "Mar", "Jan", "Dec" without a full stop or number are names
    surname = words in ("May", "March", "June", "April") and is_surname(words, text)
    if word in BEFORE_MONTH:
        return not (surname and word in ("of", "by") and not re.match(r"[ ]\d", after))
    if MODAL_MONTHS.match(words):
        if word in ("the", "a", "his", "her", "their", "its", "our", "my"):  # "a May interview"
            return bool(re.match(NOUN_AFTER, after)) and not (surname and word != "the")
        return word in WEAK_BEFORE_MONTH - {",", "on", "and", "or"} and not surname and not re.match(r"['’]s", after)
    return not re.match(r"[ ][A-Z][a-z]+", after) and not (surname and word not in WEAK_BEFORE_MONTH)


# After "the March": a noun makes it a month ("the March meeting"), these make it a march.
NOUN_AFTER = r"[ ](?!(?:on|to|for|of|against|in|from|through|and|was|were|is|are|will|had|has|began|ended)\b)[a-z]"


def is_surname(month: str, text: str) -> bool:
    """Whether the article knows somebody of that name: a capitalised word before it that is no preposition."""
    words = "|".join(sorted(w.capitalize() for w in BEFORE_MONTH | WEAK_BEFORE_MONTH if w.isalpha()))
    days = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    return re.search(rf"\b(?!(?:{words}|{days})\b)[A-Z][a-z]+[ ]{month}\b(?![ ]\d)", text) is not None


def _is_metaphor(span: Span) -> bool:
    """ "Talks focus on the day after the war": the day after as a subject of talk, not as a date."""
    head = span.root
    for node in (head, *head.ancestors):
        if node.pos_ in ("VERB", "AUX"):
            return node.lemma_.lower() in words_of("metaphor")
        if node.lemma_.lower() in words_of("metaphor") or (
            node.pos_ == "ADP" and node.lower_ in ("for", "about", "over", "regarding")
        ):
            return True
    return False

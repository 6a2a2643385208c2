"""Direct speech: which cue and which source belong to each quotation.

Every quotation is looked at between its neighbours: the words after it ("...," said the minister), the words before
it (The minister said: "..."), and, when neither speaks, the quotation it follows on. What no rule claims is left for
reported speech (a quoted piece inside a reported clause) or is no statement (scare quotes, titles).
"""

from __future__ import annotations

import bisect
import dataclasses
import re
from dataclasses import dataclass

from spacy.tokens import Token

from summitry.extract.statements.cues import cue_of, is_speech, word_list
from summitry.extract.statements.grammar import NOMINAL, VERBAL, Page, Span
from summitry.extract.statements.marks import Quotation
from summitry.extract.statements.nouns import how_it_was_put, owner_of, whose_words_it_was
from summitry.extract.statements.source import phrase_of, source_of, subject_of

SEPARATORS = {":", ",", "-", "--", "–", "—", "―", "...", "…", "(", "["}
COLONS = {":", "-", "--", "–", "—", "―"}
SKIPPED_FIRST = {"ADV", "AUX", "PUNCT", "PART"}


# Words that titles leave in lower case.
SMALL_WORDS = word_list("small word of titles")


@dataclass(slots=True, kw_only=True)
class Draft:
    """A statement in the making: offsets only. `key` joins drafts of one cue; `via` names the quotation it follows."""

    contents: list[Span]
    cue: Span | None = None
    cue_at: int | None = None
    source: Span | None = None
    source_at: int | None = None
    tier: str = "speech"
    rule: str = ""
    form: str = ""


@dataclass(slots=True, frozen=True, kw_only=True)
class Attribution:
    """A cue and a source found beside a quotation."""

    cue: Token | None
    source: Token | None
    rule: str
    strength: int
    content_start: int | None = None


def attribute_quotations(page: Page) -> tuple[list[Draft], set[int]]:
    """Direct statements of a page, and the indexes of the quotations they claim."""
    drafts: list[Draft] = []
    claimed: set[int] = set()
    by_cue: dict[int, Draft] = {}
    for number, q in enumerate(page.quotations):
        found = _own_cue(page, number)
        if found is None:
            continue
        if "embedded" not in found.rule:  # the clause around it may hold words of somebody else
            claimed.add(number)
        key = found.cue.i if found.cue is not None else -1 - found.source.i if found.source is not None else None
        if key is not None and key in by_cue:
            by_cue[key].contents.append((found.content_start or q.start, q.end))
            continue
        draft = _draft(page, q, found)
        drafts.append(draft)
        if key is not None:
            by_cue[key] = draft
    return drafts, claimed


def _draft(page: Page, q: Quotation, found: Attribution) -> Draft:
    draft = Draft(contents=[(found.content_start or q.start, q.end)], rule=found.rule, form="direct")
    if found.cue is not None:
        draft.cue, draft.cue_at = (found.cue.idx, found.cue.idx + len(found.cue)), found.cue.i
    if found.source is not None:
        draft.source, draft.source_at = phrase_of(found.source, page), found.source.i
    return draft


def paragraph_of(page: Page, offset: int) -> Span:
    """The paragraph an offset lies in."""
    n = bisect.bisect_right(page.paragraphs, (offset, 1 << 60)) - 1
    return page.paragraphs[max(n, 0)]


def _own_cue(page: Page, number: int) -> Attribution | None:
    q = page.quotations[number]
    if q.continues:
        return None
    low, high = paragraph_of(page, q.start)
    opening = low
    if number and page.quotations[number - 1].end > low:
        low = page.quotations[number - 1].end
    if number + 1 < len(page.quotations) and page.quotations[number + 1].start < high:
        high = page.quotations[number + 1].start
    before = cue_before(page, low, q, split=low > opening)
    after = cue_after(page, q, high, low=low)
    if before and after:
        return before if before.strength >= after.strength else after
    return before or after


def cue_before(page: Page, low: int, q: Quotation, *, split: bool = False) -> Attribution | None:
    """The cue in the clause that leads up to a quotation: He said: "..."; told reporters, "..."; said that "...".

    `split` tells that another quotation ends at `low`: "...," he said, "..." goes on whatever its first letter.
    """
    gap = page.tokens(low, q.start)
    tokens = _last_clause(gap)
    split = split and len(tokens) == len(gap)
    marks = []
    while tokens and tokens[-1].text in SEPARATORS:
        marks.append(tokens.pop().text)
    if not tokens:
        return None
    inner = page.text[q.inner_start : q.inner_end].lstrip(" ‘'…[.")
    capital = inner[:1].isupper() or inner[:1].isdigit()
    mark = marks[-1] if marks else ""
    words = len(re.findall(r"\w+", inner))
    if mark in COLONS:
        return _before_colon(page, tokens, mark)
    last = tokens[-1]
    cue = _nearest_cue(tokens, page)
    if mark == ",":
        if cue is None or not (capital or split):
            return None
        near = last.i - cue.i <= (12 if split else 8)
        return Attribution(cue=cue, source=source_of(cue, page), rule="cue before, comma", strength=3 if near else 1)
    if words < 3 or cue is None:
        return None
    if split and last.pos_ in ("ADV", "CCONJ"):
        return _after_conjunction(page, tokens, cue)
    if last.lower_ == "that" and is_speech(cue) and words >= 5:
        return Attribution(cue=cue, source=source_of(cue, page), rule="cue before, that", strength=3)
    if _is_title(inner) or (
        last.tag_ in ("POS", "PRP$", "DT", "IN", "CC", "WDT") and last.lower_ not in ("as", "that")
    ):
        return None
    if capital and (last == cue or last.lower_ in ("that", "as", "saying") or _is_addressee_end(cue, last)):
        return Attribution(cue=cue, source=source_of(cue, page), rule="cue before", strength=3)
    return None


def _after_conjunction(page: Page, tokens: list[Token], cue: Token) -> Attribution | None:
    """ "...," he said, but "...": the quotation goes on behind a conjunction, which belongs to what was said."""
    comma = next((k for k in range(len(tokens) - 1, -1, -1) if tokens[k].text == ","), None)
    if comma is None or len(tokens) - comma > 4 or tokens[comma + 1].pos_ != "CCONJ" or cue.i > tokens[comma].i:
        return None
    start = tokens[comma + 1].idx
    return Attribution(cue=cue, source=source_of(cue, page), rule="split", strength=3, content_start=start)


def _is_title(inner: str) -> bool:
    """Words capitalised like the title of a programme, a book, an exhibition: “Face the Nation”."""
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", inner) if w.lower() not in SMALL_WORDS]
    return (
        len(words) >= 1 and all(w[0].isupper() for w in words) and not re.search(r"[.!?]\W*$", inner.rstrip("\"”’' "))
    )


def _is_addressee_end(cue: Token, last: Token) -> bool:
    """Do only an object or an adjunct of the cue stand between it and the quotation (told reporters "...")?"""
    return last.i - cue.i <= 7 and any(t == cue for t in last.ancestors)


def _before_colon(page: Page, tokens: list[Token], mark: str) -> Attribution | None:
    cue = _nearest_cue(tokens, page)
    if cue is not None:
        if mark != ":" and any(c.dep_ == "ccomp" and c.i > cue.i for c in cue.children):
            return None  # she said that the port was for all -- "the old and the young": one clause
        source = source_of(cue, page)
        if source is not None and source.lower_ == "this":  # had this to say
            source = next((s for v in cue.ancestors if (s := subject_of(v)) is not None and s != source), source)
        source = source or _first_nominal(tokens)
        return Attribution(cue=cue, source=source, rule="cue before, colon", strength=4)
    if mark != ":" and len(tokens) > 12:
        return None
    roots = [t for t in tokens if t.pos_ in VERBAL and t.dep_ not in ("relcl", "acl", "amod")]
    for verb in reversed(roots):
        source = subject_of(verb)
        if source is not None and page.quoted[source.i] < 0 and source.i >= tokens[0].i:
            if mark == ":":
                return Attribution(cue=verb, source=owner_of(source) or source, rule="colon", strength=3)
            return None
    if not roots and mark == ":":
        noun = _first_nominal(tokens)
        owner = owner_of(noun) if noun is not None else None
        return Attribution(cue=noun if owner else None, source=owner or noun, rule="name and colon", strength=2)
    return None


def cue_after(page: Page, q: Quotation, high: int, *, low: int) -> Attribution | None:
    """The cue in the clause after a quotation: "...," said X; "...," X told Y; "...", according to X.

    When the quotation only ends a clause (Mills "got immunity," Jordan said) the content starts with the clause.
    """
    found = _dash_source(page, q, high) or _cue_after(page, q, high)
    if found is None or found.rule == "dash and name":
        return found
    comma = page.text[q.inner_end - 1] in ",?!" or page.text[q.end : q.end + 1] == ","
    if not comma and _is_title(page.text[q.inner_start : q.inner_end]) and _goes_on(page, q, found):
        return None
    lead = _last_clause(page.tokens(low, q.start))
    if not lead or lead[-1].text in SEPARATORS or lead[-1].text in ("”", "’", "''"):
        return found
    complement = any(c.dep_ == "ccomp" and c.i > found.cue.i and page.quoted[c.i] < 0 for c in found.cue.children)
    if complement or not is_speech(found.cue) or lead[0].pos_ == "CCONJ":
        return None
    if _goes_on(page, q, found):
        return None
    return dataclasses.replace(found, content_start=lead[0].idx, rule=found.rule + ", embedded")


def _goes_on(page: Page, q: Quotation, found: Attribution) -> bool:
    """Does the clause go on behind the quotation before the cue comes (The “green zone” opens on Monday, X said)?"""
    stop = phrase_of(found.source, page)[0] if found.source is not None else found.cue.idx
    between = page.tokens(q.end, min(stop, found.cue.idx))
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in between)


def _cue_after(page: Page, q: Quotation, high: int) -> Attribution | None:
    tokens = _first_clause(page.tokens(q.end, high))
    while tokens and tokens[0].text in (",", "—", "–", "-", "--", "―"):
        tokens = tokens[1:]
    if not tokens:
        return None
    ending = page.text[q.inner_start : q.inner_end].rstrip(" ’'")[-1:]
    comma = ending in ",?!—–-…" or page.text[q.end : q.end + 1] == ","
    if ending == "." and not comma and not _quote_then_cue(tokens):
        return None
    told = how_it_was_put(tokens) or whose_words_it_was(tokens)
    if told is not None:
        return Attribution(cue=told[0], source=told[1], rule="noun after", strength=3)
    if tokens[0].pos_ == "CCONJ" or tokens[0].lower_ in ("and", "but", "or", "while", "as", "that", "to", "of"):
        return None
    if tokens[0].lower_ == "according" and len(tokens) > 2:
        source = next((t for t in tokens[2:] if t.dep_ == "pobj" or t.pos_ in ("NOUN", "PROPN", "PRON")), None)
        source = _head_in(source, tokens) if source is not None else None
        return Attribution(cue=tokens[0], source=source, rule="according to, after", strength=3)
    return _verb_first(page, tokens, comma) or _name_first(page, tokens, comma)


def _dash_source(page: Page, q: Quotation, high: int) -> Attribution | None:
    """“...” ― Jane Doe, 23, Toledo: a dash and a name, no verb."""
    dash = re.match(r"[^\S\n]*(?:―|—|–|--|-)[^\S\n]*(?=[A-Z])", page.text[q.end : high])
    if dash is None:
        return None
    rest = _first_clause(page.tokens(q.end + dash.end(), high))
    if not rest or len(rest) > 12 or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in rest):
        return None
    name = _first_nominal(rest)
    if name is None or name.pos_ != "PROPN" or name.i > rest[0].i + 5:
        return None
    return Attribution(cue=None, source=name, rule="dash and name", strength=3)


def _quote_then_cue(tokens: list[Token]) -> bool:
    """After a full stop inside the marks only a short "X said." may still belong to the quotation."""
    if len(tokens) > 6:
        return tokens[0].tag_ in ("VBD", "VBZ") and is_speech(tokens[0]) and tokens[0].text.islower()
    return any(is_speech(t) for t in tokens) and not any(t.text in (",", ":") for t in tokens[-1:])


def _verb_first(page: Page, tokens: list[Token], comma: bool) -> Attribution | None:
    """said X; says X; also asked X; the verb may be unknown when the quotation ended in a comma."""
    k = 0
    while k < len(tokens) and tokens[k].pos_ in SKIPPED_FIRST and k < 3 and cue_of(tokens[k]) is None:
        k += 1
    if k >= len(tokens):
        return None
    verb = tokens[k]
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "VBG") and cue_of(verb) is None:
        return None
    if verb.pos_ not in VERBAL and cue_of(verb) is None:
        return None
    if verb.tag_ == "VBG":
        return None
    if cue_of(verb) is None and not comma:
        return None
    rest = tokens[k + 1 :]
    source = next((c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i and c in rest), None)
    if source is None:
        nominal = _first_nominal(rest[:9])
        if nominal is None or (rest and rest[0].text == ","):
            return None
        source = nominal
    return Attribution(cue=verb, source=source, rule="cue after, inverted", strength=4 if cue_of(verb) else 2)


def _name_first(page: Page, tokens: list[Token], comma: bool) -> Attribution | None:
    """X said; X, the minister, told Y; she added. An unknown verb counts when the quotation ended in a comma."""
    best = None
    for token in tokens:
        if token.pos_ not in VERBAL and cue_of(token) is None:
            continue
        if token.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "VBG"):
            continue
        if token.dep_ in ("aux", "auxpass", "amod", "compound"):
            continue
        if token.dep_ == "conj" and token.head.i < tokens[0].i and page.quoted[token.head.i] < 0:
            continue  # praised the "frank" talks and urged ...: what the next verb says stands behind it
        known = cue_of(token)
        if known is None and not comma:
            continue
        source = _subject_within(token, tokens)
        if source is None:
            continue
        side = token.dep_ in ("relcl", "acl", "advcl") or token.tag_ == "VBG"
        score = (2 if known and known.tier == "speech" else 1 if known else 0, 0 if side else 1, -token.i)
        if not known and side:
            continue
        if best is None or score[:2] > best[0][:2]:
            best = (score, token, source)
    if best is None:
        return None
    score, verb, source = best
    if not comma and source.i > tokens[0].i + 6:
        return None
    if not comma and score[0] < 2:
        return None
    return Attribution(cue=verb, source=source, rule="cue after", strength=3 if score[0] else 1)


def _subject_within(verb: Token, tokens: list[Token]) -> Token | None:
    """The verb's subject among the tokens before it; else the head of the nearest noun phrase before it."""
    low = tokens[0].i
    subject = subject_of(verb)
    if subject is not None and low <= subject.i < verb.i:
        return subject
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass") and low <= child.i < verb.i:
            return child
    before = [t for t in tokens if t.i < verb.i and t.pos_ in NOMINAL and t.pos_ not in ("DET", "ADJ", "NUM")]
    if not before or verb.dep_ in ("relcl", "acl"):
        return None
    return _head_in(before[0], tokens)


def _head_in(token: Token, tokens: list[Token]) -> Token:
    """Climb from a word of a noun phrase to the phrase's head, staying among the tokens."""
    allowed = {t.i for t in tokens}
    while token.dep_ in ("compound", "det", "amod", "poss", "nmod", "nummod") and token.head.i in allowed:
        if token.head.pos_ not in NOMINAL:
            break
        token = token.head
    return token


def _nearest_cue(tokens: list[Token], page: Page) -> Token | None:
    """The last cue verb of a clause, main verbs and speech that took place before the rest."""
    best = None
    for token in tokens:
        cue = cue_of(token)
        if cue is None or token.dep_ in ("amod", "compound"):
            continue
        unreal = token.tag_ == "VB" and any(c.tag_ == "MD" for c in token.children)
        score = (cue.tier == "speech", not unreal, token.i)
        if best is None or score > best[0]:
            best = (score, token)
    return best[1] if best else None


def _first_nominal(tokens: list[Token]) -> Token | None:
    for token in tokens:
        if token.pos_ in ("NOUN", "PROPN", "PRON") and cue_of(token) is None:
            return _head_in(token, tokens)
    return None


def _last_clause(tokens: list[Token]) -> list[Token]:
    """The tokens after the last full stop."""
    for k in range(len(tokens) - 1, -1, -1):
        if tokens[k].text in (".", "!", "?") or tokens[k].text.endswith((".”", '."')):
            return tokens[k + 1 :]
    return tokens


def _first_clause(tokens: list[Token]) -> list[Token]:
    """The tokens before the first full stop (a parenthesis or a semicolon does not end the clause)."""
    for k, token in enumerate(tokens):
        if token.text in (".", "!", "?"):
            return tokens[:k]
    return tokens

"""Does a sentence look back or ahead? The governing verb of a time expression, its tense and its neighbours.

The reading of tense in news follows the usage the press agencies prescribe: what has happened is told in the simple
past, what is planned with will, would (in reported speech), the present of a timetable ("leaves on Thursday") or the
infinitive of headlines ("Netanyahu to meet Putin Wednesday"). Where nothing tells, the answer is "unknown".
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from summitry.extract.times.mention import TimeSpec

AHEAD_MODALS = {
    "will",
    "wo",
    "'ll",
    "’ll",
    "shall",
    "can",
    "may",
    "might",
    "could",
    "should",
    "must",
    "would",
    "'d",
    "ca",
}
# Participles and adjectives that point ahead whatever the tense of their auxiliary: "was scheduled for Monday".
AHEAD_STATES = {"due", "set", "schedule", "expect", "slate", "plan", "poise", "ready", "likely", "bind", "able", "prepare",
                "aim", "anticipate", "intend", "tip", "project", "forecast", "upcoming", "invite", "book"}  # fmt: skip
# Verbs whose infinitive lies ahead of them even when they are told in the past.
PLANNING = {"plan", "agree", "decide", "intend", "hope", "vow", "pledge", "promise", "vote", "order", "prepare", "invite",
            "ask", "expect", "schedule", "threaten", "offer", "want", "need", "urge", "call", "require", "propose",
            "seek", "tell", "set", "allow", "wish", "choose", "mean", "wait", "be", "have", "instruct",
            "announce", "due", "warn", "arrange", "commit", "declare", "request"}  # fmt: skip
# Verbs that put what they name after themselves ("ahead of", "precede") or before ("follow", "after").
FOLLOWING = {"follow"}
# Verbs a timetable is told with: their present beside a month lies ahead ("leaves office in May").
TIMETABLE = {
    "arrive",
    "leave",
    "depart",
    "begin",
    "start",
    "open",
    "end",
    "close",
    "expire",
    "travel",
    "fly",
    "go",
    "come",
    "visit",
    "meet",
    "host",
    "hold",
    "take",
    "return",
    "head",
    "face",
    "vote",
    "resume",
    "launch",
    "enter",
    "mark",
    "celebrate",
    "turn",
    "address",
    "conclude",
    "run",
    "retire",
    "step",
    "move",
    "play",
    "join",
    "finish",
    "decide",
}
# What is reported of a period that is over: "third-quarter profit", "January's figures".
RESULTS = {
    "profit",
    "loss",
    "sale",
    "earning",
    "earnings",
    "result",
    "revenue",
    "figure",
    "data",
    "income",
    "report",
    "number",
    "turnover",
    "output",
    "growth",
    "shipment",
    "delivery",
    "deficit",
    "surplus",
}
CONSEQUENCES = {"result", "lead", "cause", "force", "allow", "bring", "affect", "leave", "include"}
REPORTING = {
    "say",
    "tell",
    "announce",
    "report",
    "add",
    "confirm",
    "state",
    "note",
    "write",
    "warn",
    "declare",
    "claim",
}
PAST, AHEAD, UNKNOWN = "past", "ahead", "unknown"


def find_direction(spec: TimeSpec, span: Span, scope: str = "text", *, is_title: bool = False) -> str:
    """past, ahead or unknown for one expression in its sentence."""
    if (
        spec.kind in ("unit", "offset", "season", "date", "weekday", "duration", "quarter")
        and spec.shift
        and spec.name != "event"
    ):
        return PAST if spec.shift < 0 else AHEAD
    if spec.kind == "vague":
        return {"PAST_REF": PAST, "FUTURE_REF": AHEAD}.get(spec.name or "", UNKNOWN)
    if spec.mod in ("BEFORE", "AFTER") and spec.kind == "unit":
        return PAST if spec.mod == "BEFORE" else AHEAD
    near = _preposition_says(span)
    if near:
        return near
    verb = governing_verb(span)
    if is_title and (headline := _headline(span, verb, spec)):
        return headline
    if spec.kind in ("quarter", "date", "half") and _is_result(span):
        return PAST
    if scope == "caption" and (verb is None or verb.tag_ in ("VBZ", "VBP", "VBG", "VBN")):
        return PAST  # the present of a caption is the moment of the photograph
    if verb is None:
        return _nominal(span)
    said = verb_direction(verb, is_title=is_title)
    if said == AHEAD and verb.tag_ in ("VBZ", "VBP") and spec.kind != "weekday" and spec.day is None:
        said = AHEAD if verb.lemma_ in TIMETABLE or _points_ahead(verb) or _has_modal(verb) else UNKNOWN
    return said if said != UNKNOWN else _nominal(span)


def _has_modal(verb: Token) -> bool:
    return verb.lower_ in AHEAD_MODALS or any(t.lower_ in AHEAD_MODALS for t in verb.children if t.dep_ == "aux")


def governing_verb(span: Span) -> Token | None:
    """The nearest verb a time expression hangs on: its head's chain, within its sentence."""
    token = span.root
    for node in (token, *token.ancestors):
        if node.i in range(span.start, span.end) and node.tag_ != "MD":
            continue
        if node.pos_ in ("VERB", "AUX") and node.tag_.startswith("V"):
            return node
        if node.lemma_.lower() in AHEAD_STATES and node.pos_ == "ADJ" and node.head.lemma_ != "be":
            return node  # "due Monday" as a reduced clause
    return None


def verb_direction(verb: Token, *, is_title: bool = False, depth: int = 0) -> str:
    """Where a verb's own form, its auxiliaries and the verbs above it place it in time."""
    if depth > 6:
        return UNKNOWN
    helpers = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    words = {t.lower_ for t in helpers}
    if words & AHEAD_MODALS or verb.lower_ in AHEAD_MODALS:
        return PAST if any(t.lemma_ == "have" for t in helpers) and not words & {"will", "'ll", "’ll", "wo"} else AHEAD
    if _points_ahead(verb):
        broken_off = any(t.lower_ in ("had", "been") for t in helpers) and any(t.lower_ == "had" for t in helpers)
        return UNKNOWN if broken_off else AHEAD
    if verb.tag_ == "VB" or "to" in words:
        return _infinitive(verb, helpers, is_title=is_title, depth=depth)
    if verb.tag_ == "VBD":
        return PAST
    if any(t.lemma_ == "have" for t in helpers):
        return PAST
    if verb.tag_ == "VBN":
        return _participle(verb, helpers)
    if verb.tag_ == "VBG":
        return _gerund(verb, helpers, is_title=is_title, depth=depth)
    if verb.tag_ in ("VBZ", "VBP"):
        return _present(verb, is_title=is_title)
    return UNKNOWN


def _points_ahead(verb: Token) -> bool:
    """ "Is due", "was scheduled", "going to", "set to", "expected on"."""
    if (
        verb.lemma_ in AHEAD_STATES
        and verb.tag_ in ("VBN", "JJ", "VBD")
        and verb.lemma_ not in ("plan", "expect", "set")
    ):
        return verb.tag_ != "VBD"
    if verb.lemma_ in ("plan", "expect", "set", "hope", "intend", "aim"):
        return verb.tag_ in ("VBN", "VBZ", "VBP", "VBG") or (verb.tag_ == "VBD" and verb.dep_ in ("acl", "relcl"))
    if verb.lemma_ == "be":
        return any(t.dep_ in ("acomp", "attr", "oprd") and t.lemma_.lower() in AHEAD_STATES for t in verb.children)
    return False


def _infinitive(verb: Token, helpers: list[Token], *, is_title: bool, depth: int) -> str:
    """ "To meet": ahead under plans, present and headlines; with the deed under verbs of motion and doing."""
    if any(t.lemma_ == "do" and t.tag_ == "VBD" for t in helpers):
        return PAST
    if any(t.lemma_ == "have" for t in helpers):
        return PAST
    head = verb.head
    if head is verb or head.pos_ not in ("VERB", "AUX"):
        return AHEAD if head is verb or head.pos_ in ("NOUN", "PROPN", "ADJ", "PRON") else UNKNOWN
    if head.lemma_ in PLANNING or head.lemma_ in AHEAD_STATES:
        return AHEAD
    if head.lemma_ == "go" and head.tag_ == "VBG":
        return AHEAD
    return verb_direction(head, is_title=is_title, depth=depth + 1)


def _participle(verb: Token, helpers: list[Token]) -> str:
    """ "Is held on Monday" lies ahead, "was held" and the bare "held on Monday" back."""
    if any(t.lemma_ == "be" and t.tag_ in ("VBZ", "VBP") for t in helpers):
        return AHEAD
    return PAST


def _gerund(verb: Token, helpers: list[Token], *, is_title: bool, depth: int) -> str:
    """ "Is meeting on Monday" lies ahead, "was meeting" back; a bare gerund goes with the verb above it."""
    be = [t for t in helpers if t.lemma_ == "be"]
    if be:
        return PAST if any(t.tag_ == "VBD" for t in be) else AHEAD
    if verb.lemma_ in CONSEQUENCES and verb.dep_ == "advcl":
        return UNKNOWN  # "announced cuts, resulting in closures in June"
    for node in verb.ancestors:
        if node.pos_ in ("VERB", "AUX") and node.tag_.startswith("V"):
            return verb_direction(node, is_title=is_title, depth=depth + 1)
    return UNKNOWN


def _present(verb: Token, *, is_title: bool) -> str:
    """The timetable's present lies ahead; that of headlines tells what has happened; "says" is the past of reports."""
    if verb.lemma_ in REPORTING:
        return PAST
    if is_title:
        return UNKNOWN
    return AHEAD


def _preposition_says(span: Span) -> str | None:
    """ "Since Monday" looks back, "ahead of Thursday's vote" ahead; "until" and "by" ask the verb."""
    first = span[0]
    before = [t.lower_ for t in first.doc[max(0, first.i - 4) : first.i]]
    if before[-1:] == ["since"] or (before[-2:] == ["as", "of"]):
        return PAST
    if (
        before[-2:] == ["ahead", "of"]
        or before[-2:] == ["due", "on"]
        or before[-2:] in (["planned", "for"], ["set", "for"])
    ):
        return AHEAD
    if before[-2:] in (["scheduled", "for"], ["slated", "for"], ["expected", "on"], ["due", "by"], ["scheduled", "on"]):
        return AHEAD
    if before[-1:] in (["due"], ["upcoming"], ["coming"], ["scheduled"], ["planned"]):
        return AHEAD
    verb = governing_verb(span)
    if before[-1:] in (["until"], ["till"]) and verb is not None and verb_direction(verb) != PAST:
        return AHEAD
    possessive = span.end < len(span.doc) and span.doc[span.end].tag_ == "POS"
    head = span.root.head
    if (possessive or span.root.dep_ in ("compound", "npadvmod", "nmod", "poss")) and head.pos_ in ("NOUN", "PROPN"):
        if any(
            t.lemma_.lower() in AHEAD_STATES | {"planned", "scheduled"}
            for t in head.lefts
            if t.i not in range(span.start, span.end)
        ):
            return AHEAD
        if head.dep_ == "pobj" and head.head.lower_ in ("after", "following") and verb is not None:
            return None if _is_future(verb) else PAST
        if head.dep_ == "dobj" and head.head.lemma_ in FOLLOWING and head.head.tag_ != "VB":
            return PAST
        if head.dep_ == "pobj" and head.head.lower_ == "before":
            return None if verb is not None and verb_direction(verb) == PAST else AHEAD
    return None


def _is_result(span: Span) -> bool:
    """A period put before the figures it brought: "third-quarter sales", unless they are still expected."""
    head = span.root.head if span.root.head.i >= span.end else span.root
    near = [t for t in (*span.doc[span.end : span.end + 3], head) if t.lemma_.lower() in RESULTS]
    if not near:
        return False
    verb = governing_verb(span)
    return not (verb is not None and _is_future(verb))


def _headline(span: Span, verb: Token | None, spec: TimeSpec) -> str | None:
    """Headlines put what is to come in the infinitive and date it ("Merkel to meet Macron Tuesday"); what has happened
    they tell in the present and leave the day out, so a weekday beside a headline's present lies ahead."""
    sentence = [t for t in span.sent if t.i < span.start]
    for token, after in zip(sentence, sentence[1:], strict=False):
        if token.lower_ == "to" and after.tag_ in ("VB", "VBP", "NN") and after.lower_ == after.lemma_.lower():
            if not any(t.tag_ == "VBD" for t in sentence):
                return AHEAD
    if (
        verb is not None
        and verb.tag_ in ("VBZ", "VBP")
        and span.root.dep_ in ("npadvmod", "pobj")
        and span.root.head.pos_ != "NOUN"
    ):
        return AHEAD if verb.lemma_ not in REPORTING and spec.kind == "weekday" else None
    return None


def _is_future(verb: Token) -> bool:
    """A future said outright, not by the timetable's present: "will decide after Monday's vote"."""
    return verb_direction(verb) == AHEAD and verb.tag_ not in ("VBZ", "VBP")


def _nominal(span: Span) -> str:
    """No verb tells: "talks in Sochi on Wednesday" stays unknown, "after Monday's attack" looks back."""
    before = [t.lower_ for t in span.doc[max(0, span.start - 2) : span.start]]
    if "after" in before or "following" in before:
        return PAST
    return UNKNOWN

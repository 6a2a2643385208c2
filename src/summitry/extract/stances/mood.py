"""Whether a verb tells a fact: not negated, not asked, not supposed, not merely wished or ahead."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from summitry.extract.stances.grammar import has_subject

SUPPOSING = frozenset(("if", "unless", "whether", "lest", "suppose", "supposing", "provided"))
UNREAL = frozenset(("would", "could", "might", "may", "can", "'d", "’d"))
AHEAD = frozenset(("will", "shall", "'ll", "’ll", "must", "should", "ought"))
REFUSING = frozenset(
    [
        "refuse",
        "fail",
        "decline",
        "stop",
        "avoid",
        "neglect",
        "omit",
        "forbear",
        "cease",
        "deny",
        "hesitate",
        "unable",
        "reluctant",
    ]
)
# Heads under which an infinitive or -ing form is told as done ("went on to thank", "began by praising").
DOING = frozenset(
    [
        "go",
        "continue",
        "begin",
        "start",
        "proceed",
        "hasten",
        "rush",
        "quick",
        "keep",
        "use",
        "take",
        "open",
        "end",
        "close",
    ]
)
WISHING = frozenset(["want", "like", "wish", "let", "love", "allow", "have", "need"])
NOBODY = frozenset(("nobody", "none", "neither", "noone"))


def is_negated(verb: Token) -> bool:
    """not, never, n't; nobody as subject; or what somebody refused, failed or went without doing."""
    if any(c.dep_ == "neg" or c.lower_ in ("never", "hardly", "nor") for c in verb.children):
        return True
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if any(
        s.lower_ in NOBODY or any(d.lower_ in ("no", "neither") for d in s.children if d.dep_ == "det")
        for s in subjects
    ):
        return True
    if verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in REFUSING:
        return True
    if verb.dep_ == "pcomp" and (verb.head.lower_ == "without" or verb.head.head.lemma_ in ("stop", "refrain", "fall")):
        return True
    return verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not has_subject(verb) and is_negated(verb.head)


def is_asked(verb: Token) -> bool:
    """In a question."""
    sent = verb.sent
    last = next((t for t in reversed(list(sent)) if not t.is_space and t.text not in "\"”’'"), None)
    return last is not None and last.text == "?"


def is_supposed(verb: Token) -> bool:
    """In an if-clause, or in a clause that hangs on one."""
    for clause in _clauses(verb):
        if clause.dep_ in ("advcl", "ccomp", "pcomp") and any(
            c.dep_ in ("mark", "aux", "advmod") and c.lower_ in SUPPOSING for c in clause.children
        ):
            return True
        first = clause.left_edge  # "Should Iran attack, ..."
        if clause.dep_ == "advcl" and first.lower_ in ("should", "were", "had") and first.head == clause:
            return True
    return False


def hangs_on_if(verb: Token) -> bool:
    """Whether a main clause has an if-clause of its own ("we will respond if ...")."""
    return any(c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.children) for c in verb.children)


def modal_of(verb: Token) -> str:
    """The modal verb a verb stands under, in lower case; "" for none."""
    return next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in UNREAL | AHEAD), "")


def is_done(verb: Token) -> bool:
    """Whether a verb that names an act tells it as done or under way, not as possible, planned or wished."""
    if modal_of(verb):
        return False
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_.lower() in DOING and is_done(verb.head)
    if verb.dep_ in ("pcomp", "xcomp") and verb.tag_ == "VBG":
        head = verb.head.head if verb.dep_ == "pcomp" else verb.head
        return head.lemma_.lower() in DOING
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not _has_aux(verb) and not has_subject(verb):
        return is_done(verb.head)
    return True


def is_wished(verb: Token) -> bool:
    """ "I want to thank", "I would like to thank", "Let me thank": said by saying so."""
    return verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_.lower() in WISHING


def _clauses(verb: Token) -> Iterator[Token]:
    """A verb and the verbs it hangs on, up to the root."""
    token = verb
    while True:
        yield token
        if token.head == token:
            return
        token = token.head


def _has_aux(verb: Token) -> bool:
    return any(c.dep_ in ("aux", "auxpass") for c in verb.children)

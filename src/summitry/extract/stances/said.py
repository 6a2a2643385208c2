"""What a speaker's own words show: "we will strike", "we will defend", "Iran must leave", "a great friend", "a lie"."""

from __future__ import annotations

from spacy.tokens import Token

from summitry.extract.stances.acts import Claim, fits, is_fate, is_hostile
from summitry.extract.stances.grammar import (
    SUBJECTS,
    complement_of,
    is_passive,
    main_verb,
    object_of,
    reach,
    subject_of,
)
from summitry.extract.stances.mood import hangs_on_if, is_asked, is_negated, is_supposed
from summitry.extract.stances.scene import FIRST_PERSON, Scene
from summitry.extract.stances.words import Row, rows_of, words_of
from summitry.records import Statement

FUTURE = frozenset(("will", "'ll", "’ll", "shall", "wo"))
POINTING = frozenset(("this", "that", "it", "these", "those", "they", "which", "what"))


def read_said(token: Token, scene: Scene) -> Claim | None:
    """The stance of a word in what somebody says, or None."""
    said = scene.said_at(token)
    if said is None or not said.speaker or is_asked(token) or is_supposed(token):
        return None
    lemma = token.lemma_.lower()
    if lemma == "forget":
        return _tribute(token, scene, said)
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
        return (
            _deed(token, scene, said)
            or _fate(token, scene, said)
            or _accused(token, scene, said)
            or _imperative(token, scene, said)
        )
    return _good(token, scene, said) or _untrue(token, scene, said)


def read_modal(token: Token, scene: Scene) -> Claim | None:
    """ "Iran must leave", "Turkey needs to open the border": what others are told to do."""
    said = scene.said_at(token)
    if said is None or not said.speaker or is_asked(token) or is_supposed(token):
        return None
    row = next(
        (r for r in rows_of("modal").get(token.lemma_.lower(), ()) if not r.second or _infinitive_of(token)), None
    )
    if row is None:
        return None
    verb = token.head if token.dep_ == "aux" else _infinitive_of(token)
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return None
    plain = token.lower_ in ("must", "should") or not any(c.dep_ == "neg" for c in token.children)
    subject = next((c for c in (*verb.children, *token.children) if c.dep_ in SUBJECTS), None)
    if not plain or subject is None or not _can_be_told(subject, verb, token, scene, said):
        return None
    return _claim("demand", token, said, subject, f"demand: {row.word} {row.second}".strip(), second=verb)


def _infinitive_of(token: Token) -> Token | None:
    found = next((c for c in token.children if c.dep_ == "xcomp"), None)
    return found if found is not None and any(c.lower_ == "to" for c in found.children) else None


def _can_be_told(subject: Token, verb: Token, modal: Token, scene: Scene, said: Statement) -> bool:
    """Others, and not what merely ought to come about; "must have known" tells of the past."""
    if subject.lower_ in ("it", "there", "one") or scene.is_own(subject, said) or subject.i > modal.i:
        return False
    if modal.lower_ == "had" or any(c.tag_ in ("WRB", "WP", "WDT") for c in (*verb.children, *modal.children)):
        return False
    if words_of("no deed") & {verb.lemma_.lower()} or any(
        c.lower_ in words_of("supposition") for c in (verb, *verb.children)
    ):
        return False
    if any(c.lower_ in ("have", "been") and c.dep_ in ("aux", "auxpass") for c in verb.children if c != modal):
        return False
    if verb.lemma_ in ("be", "have", "seem") and modal.lower_ != "must":
        return False
    if modal.lower_ == "must":
        return verb.lemma_ != "be" or scene.is_actor(subject)
    if is_passive(verb):
        return verb.lemma_.lower() in words_of("imperative") | words_of("deed")
    return scene.is_actor(subject) or subject.lower_ == "you"


def _claim(
    stance: str, cue: Token, said: Statement, target: Token | None, rule: str, *, second: Token | None = None
) -> Claim:
    return Claim(
        stance=stance, cue=cue, second=second, holder=None, target=target, whole=False, statement=said, rule=rule
    )


def _will(verb: Token, said: Statement) -> bool:
    """Under will, shall or going to; under would where words of the past report it without an if."""
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if aux & FUTURE:
        return True
    if aux & {"would", "’d", "'d"}:
        return said.form == "indirect" and not hangs_on_if(verb)
    head = verb.head
    return verb.dep_ == "xcomp" and head.lower_ == "going" and any(c.lemma_ == "be" for c in head.children)


def _governing(verb: Token) -> Token:
    """The verb that carries will and subject: that of "continue hitting" is continue."""
    while verb.dep_ in ("xcomp", "conj") and verb.head.pos_ in ("VERB", "AUX"):
        carries = verb.dep_ == "conj" or main_verb(verb.head) == verb or verb.head.lower_ == "going"
        if not carries or any(c.dep_ in SUBJECTS or c.lower_ in FUTURE for c in verb.children):
            break
        verb = verb.head
    return verb


def _deed(verb: Token, scene: Scene, said: Statement) -> Claim | None:
    """ "We will strike", "we will not tolerate", "Israel will continue to defend itself"."""
    lemma = verb.lemma_.lower()
    if main_verb(verb) != verb:
        return None
    top = _governing(verb)
    going = top if top.lower_ != "going" else verb
    if not (_will(top, said) or _will(verb, said)):
        barred = lemma in words_of("red line") and any(c.lower_ in ("can", "could", "ca") for c in verb.children)
        if not barred:
            return None
    subject = subject_of(going if any(c.dep_ in SUBJECTS for c in going.children) else verb)
    if subject is None or not scene.is_own(subject, said):
        return None
    negated = is_negated(verb) or is_negated(top)
    if lemma in words_of("red line"):
        fitting = [r for r in rows_of("red line")[lemma] if fits(verb, r)]
        return (
            _claim("threat", verb, said, _reached(verb), f"threat: will not {lemma}") if negated and fitting else None
        )
    if is_hostile(verb):
        stance = "commitment" if negated else "threat"
        row = next((r for r in rows_of("hostile").get(lemma, ()) if fits(verb, r)), None)
        named = _named(row, negated) if row else f"{lemma} {object_of(verb).lemma_.lower()}"
        return _claim(stance, verb, said, _reached(verb), f"{stance}: will {named}")
    kind = "forswear" if negated and lemma in words_of("forswear") else "deed"
    row = next((r for r in rows_of(kind).get(lemma, ()) if fits(verb, r)), None)
    if row is None or not _has_complement(verb):
        return None
    return _claim("commitment", verb, said, _reached(verb), f"commitment: will {_named(row, negated)}")


def _named(row: Row, negated: bool) -> str:
    return ("not " if negated else "") + f"{row.word} {row.second}".strip()


def _reached(verb: Token) -> Token | None:
    return next(reach(verb), None)


def _has_complement(verb: Token) -> bool:
    return (
        object_of(verb) is not None or complement_of(verb) is not None or any(c.dep_ == "prep" for c in verb.children)
    )


def _fate(verb: Token, scene: Scene, said: Statement) -> Claim | None:
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None or not is_fate(verb) or scene.is_own(subject, said):
        return None
    return _claim("threat", verb, said, subject, f"threat: they will {verb.lemma_.lower()}")


def _accused(verb: Token, scene: Scene, said: Statement) -> Claim | None:
    """ "We did not attack the ship", "I never said that": own side, not, in the past."""
    row = next((r for r in rows_of("accused").get(verb.lemma_.lower(), ()) if fits(verb, r)), None)
    if row is None or not is_negated(verb):
        return None
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    past = aux & {"did", "have", "has", "had"} or (not aux and verb.tag_ == "VBD")
    subject = subject_of(verb)
    if not past or subject is None or not scene.is_own(subject, said):
        return None
    return _claim("denial", verb, said, _reached(verb), f"denial: did not {row.word}")


def _imperative(verb: Token, scene: Scene, said: Statement) -> Claim | None:
    """ "Stop this war": a bare verb that opens a sentence of direct speech."""
    if said.form != "direct" or verb.lemma_.lower() not in words_of("imperative") or verb.tag_ not in ("VB", "VBP"):
        return None
    if any(c.dep_ in (*SUBJECTS, "aux", "neg") and not _is_called(c, verb) for c in verb.children):
        return None
    before = [t for t in verb.doc[verb.sent.start : verb.i] if t.is_alpha and t.idx >= said.contents[0][0]]
    if verb.dep_ == "conj" or any(
        t.pos_ != "PROPN" and t.lower_ not in ("please", "and", "but", "now") for t in before
    ):
        return None
    return _claim("demand", verb, said, object_of(verb), f"demand: {verb.lemma_.lower()}!")


def _is_called(name: Token, verb: Token) -> bool:
    """Whether a name before a verb is who is spoken to: a comma stands between."""
    return name.pos_ == "PROPN" and name.i + 2 == verb.i and name.nbor().text == ","


def _tribute(verb: Token, scene: Scene, said: Statement) -> Claim | None:
    """ "We will never forget the sacrifice of your soldiers"."""
    subject, thing = subject_of(verb), object_of(verb)
    if subject is None or thing is None or not is_negated(verb):
        return None
    own = scene.is_own(subject, said) or subject.lower_ in FIRST_PERSON
    reason = next((c for p in verb.subtree if p.lower_ == "for" and p.dep_ == "prep" for c in p.children), None)
    told = {t.lemma_.lower() for t in (thing, *thing.conjuncts, *((reason,) if reason is not None else ()))}
    if not own or not told & (words_of("good thing") | {"victory"}):
        return None
    return _claim("praise", verb, said, thing, "praise: never forget")


def _good(token: Token, scene: Scene, said: Statement) -> Claim | None:
    """ "Kenya is a true friend", "our relations are excellent": a good word said of another."""
    row = next((r for r in rows_of("good").get(token.lemma_.lower(), ())), None)
    if row is None:
        return None
    place = token
    if token.dep_ in ("amod", "conj") and token.head.pos_ in ("NOUN", "PROPN", "ADJ"):
        place = token.head
        if place.lemma_.lower() in words_of("bad thing"):
            return None
    if place.dep_ not in ("attr", "acomp", "conj") or place.head.lemma_ != "be" or not fits_noun(place, row):
        return None
    verb = place.head
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if subject is None or is_negated(verb) or any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
        return None
    if row.word in ("honor", "honour", "privilege"):
        return _claim("praise", token, said, None, f"praise: {row.word}") if subject.lower_ in ("it", "this") else None
    told = subject.lower_ not in ("it", "this", "that", "there") and subject.lemma_.lower() not in words_of("bad thing")
    return _claim("praise", token, said, subject, f"praise: {row.word}") if told and not _is_self(subject) else None


def _is_self(subject: Token) -> bool:
    return subject.lower_ in FIRST_PERSON and subject.lower_ not in ("our",)


def fits_noun(noun: Token, row: Row) -> bool:
    """As `fits`, for the words before and behind a noun."""
    under = {form for t in noun.subtree if t != noun for form in (t.lemma_.lower(), t.lower_)}
    return not (row.needs and not row.needs & under) and not row.lacks & under


def _untrue(token: Token, scene: Scene, said: Statement) -> Claim | None:
    """ "That is a lie", "the reports are baseless", "that is not true"."""
    row = next((r for r in rows_of("untrue").get(token.lemma_.lower(), ())), None)
    if row is None or token.dep_ not in ("attr", "acomp") or token.head.lemma_ != "be":
        return None
    subject = next((c for c in token.head.children if c.dep_ in SUBJECTS), None)
    if subject is None or (is_negated(token.head) != (row.word == "true")):
        return None
    if subject.lower_ not in POINTING and subject.lemma_.lower() not in words_of("claim"):
        return None
    return _claim("denial", token, said, subject, f"denial: {row.word}")

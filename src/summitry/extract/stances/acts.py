"""Verbs that name what somebody does by speaking: praised, threatened, called on, pledged, denied.

They count where they report a speech act as done: in the article's own voice, as the cue of a statement, or said by the
speaker of himself ("We thank Jordan"). What one person tells of another ("Putin said Trump had praised him") is the
teller's word and gives no stance; what an office or an agency tells of somebody does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from summitry.extract.stances.grammar import (
    SUBJECTS,
    after,
    all_after,
    complement_of,
    is_passive,
    main_verb,
    object_of,
    reach,
    subject_of,
)
from summitry.extract.stances.mood import is_asked, is_done, is_negated, is_supposed, is_wished
from summitry.extract.stances.scene import FIRST_PERSON, Scene
from summitry.extract.stances.words import Row, rows_of, words_of
from summitry.records import Statement, record

SECOND = ("dobj", "advmod", "acomp", "attr", "prt", "prep", "oprd")
SLOT_PREPOSITIONS = frozenset(["on", "for", "of", "to", "from", "with"])


@record
class Claim:
    """A stance as read: its cue, who holds it, the words for the target, and the statement it was read in."""

    stance: str
    cue: Token
    second: Token | None
    holder: Token | None  # None: the speaker of the statement
    target: Token | None
    whole: bool  # the target is the clause under `target`, not the noun
    statement: Statement | None
    rule: str


def read_act(verb: Token, scene: Scene) -> Claim | None:
    """The stance a verb names, or None."""
    rows = rows_of("act").get(verb.lemma_.lower(), ())
    if not rows or verb.pos_ not in ("VERB", "AUX"):
        return None
    for row in rows:
        second = _second(verb, row)
        if row.second and second is None:
            continue
        slot, target = next(_targets(verb, row, second, scene), (None, None))
        if slot is None:
            continue
        held = _holder(verb, scene)
        if held is None:
            return None
        holder, statement = held
        rule = f"{row.stance}: {row.word} {row.second}".strip() + f", {slot}"
        whole = row.stance == "denial" and slot == "clause"
        return Claim(
            stance=row.stance, cue=verb, second=second, holder=holder, target=target, whole=whole,
            statement=statement, rule=rule,
        )  # fmt: skip
    return None


def _second(verb: Token, row: Row) -> Token | None:
    if not row.second:
        return None
    return next((c for c in verb.children if c.dep_ in SECOND and row.second in (c.lemma_.lower(), c.lower_)), None)


def _targets(verb: Token, row: Row, second: Token | None, scene: Scene) -> Iterator[tuple[str, Token | None]]:
    """(slot, what fills it) for each filled slot of a row, in its order."""
    for slot in row.slots:
        if slot in SLOT_PREPOSITIONS:
            helpers = [t for t in (second, object_of(verb) if slot == "to" else None) if t is not None]
            target = after(verb, (slot,), helpers=helpers)
            if target is not None and not is_passive(verb) and not _tells_when(target):
                yield slot, target
            continue
        found = _SLOTS[slot](verb, scene)
        if found is not None and not (second is not None and found == second):
            yield slot, found


def _tells_when(noun: Token) -> bool:
    """A day or "his part": "called for Wednesday morning", "Putin, for his part, called"."""
    return noun.ent_type_ in ("DATE", "TIME") or noun.lower_ == "part"


def _object(verb: Token, scene: Scene) -> Token | None:
    found = object_of(verb)
    if (
        found is None
        or found.lower_ in ("god", "heaven", "goodness")
        or (found.lower_ in ("what", "that") and found.dep_ != "nsubjpass")
    ):
        return None
    return None if any(c.dep_ == "dative" for c in verb.children) and verb.lemma_ == "deny" else found


def _thing(verb: Token, scene: Scene) -> Token | None:
    """An object that is no person: one welcomes guests, and a treaty."""
    found = object_of(verb)
    if found is None or found.pos_ == "PRON" or found.ent_type_ == "PERSON":
        return None
    mention = scene.mention_at(found)
    return None if mention is not None or found.lemma_.lower() in words_of("actor") else found


def _person(verb: Token, scene: Scene) -> Token | None:
    """Whom somebody is asked to do something: the object with an infinitive or "for" beside it."""
    found = object_of(verb)
    complement = complement_of(verb)
    if complement is not None and _is_infinitive(complement):
        own = next((c for c in complement.children if c.dep_ in SUBJECTS), None)
        found = own or found
        return found if found is not None and scene.is_actor(found) else None
    return found if found is not None and after(verb, ("for",)) is not None and scene.is_actor(found) else None


def _clause(verb: Token, scene: Scene) -> Token | None:
    found = complement_of(verb)
    if found is None or _is_infinitive(found):
        return None
    return found


def _obliged(verb: Token, scene: Scene) -> Token | None:
    """Who must do something in a that-clause: "insisted that Iran must leave", "insisted that he leave"."""
    found = _clause(verb, scene)
    if found is None:
        return None
    bare = found.tag_ == "VB" and not any(c.dep_ == "aux" for c in found.children)
    bound = any(c.lower_ in ("must", "should") for c in found.children if c.dep_ == "aux")
    return next((c for c in found.children if c.dep_ in SUBJECTS), None) if bare or bound else None


def _infinitive(verb: Token, scene: Scene) -> Token | None:
    found = complement_of(verb)
    return found if found is not None and (_is_infinitive(found) or found.tag_ == "VBG") else None


def _not(verb: Token, scene: Scene) -> Token | None:
    found = complement_of(verb)
    if found is None or not _is_infinitive(found) or not any(c.dep_ == "neg" for c in found.children):
        return None
    return object_of(verb) or next((c for c in found.children if c.dep_ in SUBJECTS), None)


def _against(verb: Token, scene: Scene) -> Token | None:
    """Who is warned against something, else what against."""
    found = after(verb, ("against",))
    return None if found is None else object_of(verb) or found


def _addressed(verb: Token, scene: Scene) -> Token | None:
    """Who is called on to do something; one also calls on a king to greet him."""
    if not any(_is_infinitive(t) for t in verb.subtree):
        return None
    return next((t for t in all_after(verb, ("on", "upon")) if scene.is_actor(t)), None)


def _claim(verb: Token, scene: Scene) -> Token | None:
    found = object_of(verb)
    return found if found is not None and found.lemma_.lower() in words_of("claim") else None


def _menace(verb: Token, scene: Scene) -> Token | None:
    """A hostile deed as complement ("vowed to strike"), or a noun of it ("vowed revenge", "warned of consequences")."""
    found = complement_of(verb)
    if found is not None and is_hostile(main_verb(found)) and not is_negated(found):
        return next(reach(main_verb(found)), found)
    noun = object_of(verb) or after(verb, ("of", "with"))
    if noun is not None and noun.lemma_.lower() in words_of("menace"):
        return after(noun, ("against", "on", "for", "in")) or noun
    return None


def _fated(verb: Token, scene: Scene) -> Token | None:
    found = _clause(verb, scene)
    if found is None or not is_fate(found):
        return None
    return next((c for c in found.children if c.dep_ in SUBJECTS), None)


_SLOTS: dict[str, Callable[[Token, Scene], Token | None]] = {
    "object": _object, "thing": _thing, "person": _person, "clause": _clause, "obliged": _obliged,
    "infinitive": _infinitive, "not": _not, "claim": _claim, "against": _against,
    "addressed": _addressed, "menace": _menace, "fated": _fated,
}  # fmt: skip


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def fits(verb: Token, row: Row) -> bool:
    """Whether the words under a verb are those a row asks for, and none it excludes."""
    if row.second and not any(c.lemma_.lower() == row.second for c in verb.subtree if c != verb):
        return False
    if not row.needs and not row.lacks:
        return True
    under = {form for t in verb.subtree if t != verb for form in (t.lemma_.lower(), t.lower_)}
    return not (row.needs and not row.needs & under) and not row.lacks & under


def is_hostile(verb: Token) -> bool:
    """Whether a verb is one of harm done to others, with the words it needs for that ("act against"), or takes such a
    noun ("continue our raids against the militia")."""
    if any(fits(verb, row) for row in rows_of("hostile").get(verb.lemma_.lower(), ())):
        return True
    noun = object_of(verb)
    return (
        noun is not None and noun.lemma_.lower() in words_of("assault") and after(noun, ("against", "on")) is not None
    )


def is_fate(verb: Token) -> bool:
    """Whether a clause foretells harm to its subject: "they will pay for it", "the base will be destroyed"."""
    if not any(c.lower_ in ("will", "'ll", "’ll", "shall", "would") for c in verb.children if c.dep_ == "aux"):
        return False
    nobody = any(d.lower_ == "no" for c in verb.children if c.dep_ in SUBJECTS for d in c.children)
    if nobody or any(c.dep_ == "neg" for c in verb.children):
        return False
    if is_passive(verb) and is_hostile(verb):
        return True
    return any(fits(verb, row) for row in rows_of("fate").get(verb.lemma_.lower(), ()))


def _holder(verb: Token, scene: Scene) -> tuple[Token | None, Statement | None] | None:
    """(who holds it, the statement), None as holder for the statement's speaker; None where it gives no stance."""
    said = scene.said_at(verb)
    if is_negated(verb) or is_supposed(verb) or is_asked(verb):
        return None
    subject = subject_of(verb)
    if said is None:
        statement = scene.cues.get(verb.idx)
        if not is_done(verb):
            return None
        if subject is not None and scene.is_actor(subject):
            return subject, statement
        return (None, statement) if statement is not None and statement.speaker_id else None
    if subject is None:
        return (None, said) if said.form == "direct" and verb.lemma_ == "thank" else None
    own = scene.is_own(subject, said)
    if own:
        ready = is_done(verb) or (is_wished(verb) and subject.lower_ in FIRST_PERSON)
        return (None, said) if ready else None
    told = scene.is_actor(subject) and is_done(verb) and subject.pos_ != "PRON"
    return (subject, said) if told and _may_tell(scene, said, subject) else None


def _may_tell(scene: Scene, said: Statement, subject: Token) -> bool:
    """An office tells of its own side, an agency of anybody; a person speaks for himself alone."""
    if said.speaker_id is not None or not said.speaker:
        return False
    side = scene.side_of(said)
    name = scene.person_at(subject)
    person = next((p for p in scene.people.values() if p.name == name), None)
    other = person.country if person else scene.country_of(subject)
    return side is None or other == side

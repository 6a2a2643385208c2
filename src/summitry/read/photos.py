"""Photos on a page, as words: captions and credits.

Credits stand in brackets, after a colon or a bar, or alone ("(Ann Lee/AFP)", ": Getty", "AP Photo/Ann Lee");
captions speak in the present tense, say who stands left (L) and right (R), and carry a date. Every pattern works on
a window of bounded length.
"""

from __future__ import annotations

import re

from summitry.read.lines import FULL_DAY, count_sentences, link_words, names_agency, names_outlet

_CREDIT_WORDS = (
    r"(?:(?:file\s)?photos?|images?|pictures?|pic|credits?|photograph(?:er)?|illustration|screenshot|screen\s(?:grab|capture)|"
    r"courtesy)"
)
_CREDIT_LEAD = re.compile(
    rf"(?:photo\s)?{_CREDIT_WORDS}(?:\scredits?)?(?:\s(?:by|of|from|courtesy|via|taken by))?\s{{0,2}}[:/]|"
    rf"{_CREDIT_WORDS}\s(?:credit|by|courtesy|via)\b|courtesy\b|(?:via|from)\s\S|ap photo\b|afp photo\b|"
    r"(?:source:\s?)?(?:reuters|afp|ap|epa|getty(?: images)?|flash ?90)\s?/",
    re.IGNORECASE,
)
_LAST_BRACKET = re.compile(r"\s*[(\[](?P<inside>[^()\[\]\n]{2,160})[)\]]\s*\.?$")
_SLASHED = re.compile(r"[^\s/|:][^/|:]{1,50}\s?/\s?(?P<agency>[^/|:]{2,40}(?:\s?/\s?[^/|:]{2,40}){0,3})$")
_TAIL = re.compile(
    r"(?:(?<=[.!?”\"])\s+|\s{0,3}(?=[|:]\s)|\s(?=[-–—]\s))(?P<credit>(?:[|:–—-]\s{1,2})?"
    r"(?:(?:[A-ZÀ-Þ][\w.'’-]+\s){0,4}[A-ZÀ-Þ][\w.'’-]*\s?/\s?)?"
    r"(?P<agency>[A-Z][\w.'’/ -]{1,30}))\.?$"
)
_TAIL_LEAD = re.compile(
    r"(?<=[.!?”\"\w])\s+(?P<credit>(?:photo(?:\scredit|graph)?s?|image(?:\scredit)?|picture|credit)(?:\sby)?\s?:\s?"
    r"[A-ZÀ-Þ][^:\n]{2,80}|(?:AP|AFP|Reuters|EPA)(?:\sPhoto)?\s?/\s?[A-Z][^:\n]{2,60})$",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"\((?:L|C|[RL]-?[RL]|left|right|center|centre|[Ff]ar (?:left|right)|"
    r"(?:2nd|3rd|second|third) (?:from )?(?:L|R|left|right)|front(?: row)?|top|bottom|background|foreground)\)|"
    r"\b(?:pictured|seen (?:here|above|in this)|in this (?:file )?(?:photo|picture|image)|"
    r"(?:[Ff]ile|FILE|[Aa]rchive|[Ii]llustrative) (?:photo|PHOTO|image|picture)|"
    r"[Mm]edia caption|[Ii]mage caption|photo shows)\b",
)
_POSED = re.compile(r"\b(?:meets|shakes|greets|poses?|speaks|attends?|arrives|looks|smiles|walks|waves|welcomes)\b")
_RIGHT = re.compile(r"\(R\)")
_SHOWN = re.compile(
    r"\b(?:meets?|shakes?|shaking|greets?|greeting|poses?|posing|speaks?|speaking|attends?|arrives?|arriving|looks?|"
    r"smiles?|walks?|walking|talks?|waves?|stands?|standing|sits?|sitting|listens?|delivers?|addresses|addressing|welcomes?|"
    r"hugs?|embraces?|gestures?|holds?|lays?|watch(?:es)?|leaves?|enters?|exchanges?|signs?|chats?|at|during|with)\b"
)
_PAST_SPEECH = re.compile(r"\b(?:said|told|announced|added|stated|declared|reported|according to|warned|will|would)\b")


def is_credit(line: str) -> bool:
    """Is the whole line the credit of a photo ("(photo credit: ...)", "AP Photo/Ann Lee", "ANN LEE / POOL / AFP")?"""
    if len(line) > 160:
        return False
    bare = line.strip(" .()[]©")
    if line[:1] in "([" and line.rstrip(".")[-1:] in ")]":
        return _is_credit_text(bare)
    lead = _CREDIT_LEAD.match(bare)
    led = bool(lead) and count_sentences(line) == 1 and _all_names(bare[lead.end() :])
    photo_only = names_outlet(bare) and bare.casefold().endswith(("images", "photo", "90", "commons", "handout"))
    return led or photo_only or _is_slashed(bare)


def _is_credit_text(text: str) -> bool:
    """Do the words inside a bracket credit a photo?"""
    if re.fullmatch(r"(?:file|archive|illustrative)?\s?(?:photo|picture|image)", text, re.IGNORECASE):
        return False
    if _CREDIT_LEAD.match(text) and not text.casefold().startswith("source close"):
        return True
    return names_agency(text) or _is_slashed(text)


def _is_slashed(text: str) -> bool:
    match = _SLASHED.fullmatch(text)
    if not match or count_sentences(text) > 1 or not _all_names(text):
        return False
    return names_agency(match["agency"]) or text.isupper()


def _all_names(text: str) -> bool:
    """Are there words, twelve at most, and all of them capitalised or small words that link names?"""
    words = re.findall(r"[^\s,/|:()]+", text)
    return len(words) <= 12 and all(
        not w[0].islower() or w.casefold() in link_words() or names_outlet(w) for w in words
    )


def credit_start(line: str) -> int | None:
    """Where the credit at the end of a line starts, or None: "... in Sochi. (Ann Lee/AFP)" at the bracket."""
    offset = max(0, len(line) - 220)
    window = line[offset:]
    if match := _LAST_BRACKET.search(window):
        if _is_credit_text(match["inside"].strip()):
            return offset + match.start() + len(match.group()) - len(match.group().lstrip())
        return None
    if match := _TAIL_LEAD.search(window):
        return offset + match.start("credit")
    match = _TAIL.search(window)
    if match and (names_outlet(match["agency"].strip()) or _is_slashed(match["credit"].lstrip("|:–—- "))):
        return offset + match.start("credit")
    return None


def ends_in_agency(line: str) -> bool:
    """Does a whole sentence stand before the name of an agency in brackets at the end ("... in May. (ANI)")?"""
    match = _LAST_BRACKET.search(line[-80:])
    return (
        bool(match)
        and names_outlet(match["inside"])
        and line[: -len(match.group())].endswith((".", "!", "?", "”", '"'))
    )


def is_caption(line: str) -> bool:
    """Does the line, its credit apart, describe a photo?

    Either it shows one by itself (`shows_photo`), or it ends in a credit: the name of an agency alone is one only
    behind words that report nothing ("the ministry said (Reuters)").
    """
    if len(line) > 700:
        return False
    cut = credit_start(line)
    words = line[:cut].rstrip(" |:-–—")
    if not words or len(words.split()) > 60 or count_sentences(words) > 3:
        return False
    if shows_photo(words):
        return True
    if cut is None:
        return False
    credit = line[cut:].strip(" .()[]|:–—-")
    if line[cut] in "([" and not (_CREDIT_LEAD.match(credit) or _is_slashed(credit)):  # the agency's name alone
        return len(words.split()) <= 30 and count_sentences(words) == 1 and not _PAST_SPEECH.search(words)
    return line[cut] in "([" or not _PAST_SPEECH.search(words)


def shows_photo(words: str, *, credited: bool = False) -> bool:
    """Do the words describe a photo: they say who stands left or right, that it is one, or show somebody in the
    present tense on a full date, in one sentence without a report or a quotation? With a credit behind them
    (`credited`) no date is needed."""
    if len(words) > 600 or _PAST_SPEECH.search(words) or "“" in words or '"' in words:
        return False
    if _SIDES.search(words) or (_RIGHT.search(words) and _SHOWN.search(words)):
        return True
    dated = FULL_DAY.search(words)
    at_end = dated is not None and dated.end() >= len(words.rstrip()) - 2
    return (at_end or credited) and bool(_POSED.search(words)) and count_sentences(words) == 1

"""What is a paper, an agency, a broadcaster or a platform: the media through which words reach an article."""

from __future__ import annotations

import functools
import re

from summitry.knowledge import read_list, read_rows

PRESS = read_list("speech_words", "press")
MEDIA = ("wire", "broadcaster", "newspaper", "platform")  # kinds of press_agencies.csv; not offices, not photographers
PRESS_NAME = re.compile(
    r"\b(?:Times|Post|News|Journal|Radio|TV|Television|Herald|Guardian|Press|Agency|Tribune|Magazine|Daily|Gazette|Telegraph|"
    r"Independent|Observer|Economist|Standard|Today|Monde|Figaro|Spiegel|Broadcasting|Haaretz|Ynet|Interfax|Reuters|Bloomberg)\b"
)
# A kind of medium and its name: the Spanish broadcaster RTVE.
KIND_AND_NAME = re.compile(
    r"(?:^|.*\s)(?P<kind>[a-z-]+)\s+(?P<name>[A-Z][\w.’'-]*(?:\s+(?:de\s+)?[A-Z][\w.’'-]*){0,3})"
)
CALL_SIGN = re.compile(r"(?:the )?[A-Z][A-ZÉ0-9]{2,4}(?: (?:radio|television|news|TV))?")


@functools.cache
def media_names() -> frozenset[str]:
    """The names of media we know, without "The"."""
    agencies = {r["name"] for r in read_rows("press_agencies") if r["kind"] in MEDIA}
    outlets = {r["publisher"] for r in read_rows("outlets")}
    return frozenset(name.removeprefix("The ") for name in agencies | outlets)


def is_press(name: str | None) -> bool:
    """Is a source or hearer a medium: by its name, or by the word for what it is (a newspaper, radio DZRR)?"""
    if not name:
        return False
    plain = re.sub(r"^[Tt]he ", "", name)
    if plain in media_names() or (PRESS_NAME.search(plain) and plain[:1].isupper()):
        return True
    words = name.split()
    kind = KIND_AND_NAME.fullmatch(name)
    return words[-1].lower() in PRESS or (kind is not None and kind["kind"] in PRESS)


def press_name(name: str) -> str:
    """The medium a phrase means: "the Spanish broadcaster RTVE" -> "RTVE"; "the APS news agency" stays."""
    match = KIND_AND_NAME.fullmatch(name)
    return match["name"] if match and match["kind"] in PRESS else name


def may_be_press(name: str) -> bool:
    """Does a hearer look like a broadcaster nobody told us of: letters of a call sign that are no organisation?"""
    first = name.removeprefix("the ").split()[:1]
    return bool(CALL_SIGN.fullmatch(name)) and not read_list("speech_words", "no medium").intersection(first)

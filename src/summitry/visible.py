"""Characters that do not print, made visible: what an article or a file name holds must not steer a terminal or a page.

Control characters can move the cursor and colour the screen (ECMA-48); bidirectional overrides and isolates can turn
the words that follow them around (Unicode Standard Annex 9; Boucher and Anderson, Trojan Source, 2021).
"""

from __future__ import annotations

LONGEST_LINE = 400  # letters of a sentence on the terminal or in a list of problems
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))
_SHOWN = dict.fromkeys((*_TURNING, *_CONTROLS, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")


def show_unprinted(text: str) -> str:
    """The same text, of the same length, with every control and every turning character as U+FFFD; line ends stay.

    >>> show_unprinted("a\\x1b[31mb\\u202ec")
    'a\\ufffd[31mb\\ufffdc'
    """
    return text.translate(_SHOWN)


def one_line(text: str) -> str:
    r"""A sentence on one line of bounded length, for people and terminals: what does not print is written as an escape.

    >>> one_line("a\nb\x1b[31m.txt")
    'a\\nb\\x1b[31m.txt'
    """
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text)
    half = LONGEST_LINE // 2
    return plain if len(plain) <= LONGEST_LINE else f"{plain[:half]} … {plain[-half:]}"

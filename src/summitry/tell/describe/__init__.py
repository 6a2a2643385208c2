"""Sentences: what the tables say, in words, each with the passages it rests on.

Every function takes a study and gives a tuple of Sentence; one the tables do not support is not in it.
"""

from summitry.tell.describe.accuracy import describe_accuracy
from summitry.tell.describe.articles import describe_articles, describe_dating, describe_pages, describe_people
from summitry.tell.describe.hearing import (
    describe_balance,
    describe_directness,
    describe_press,
    describe_secondhand,
)
from summitry.tell.describe.meeting import (
    describe_announced,
    describe_meeting,
    describe_meeting_themes,
    describe_neighbours,
    describe_telling,
    describe_uncertain,
    describe_words,
    title_meeting,
)
from summitry.tell.describe.meetings import (
    describe_claims,
    describe_days,
    describe_discrepancies,
    describe_histories,
    describe_meetings,
    describe_places,
    describe_record,
)
from summitry.tell.describe.sentence import Sentence
from summitry.tell.describe.themes import describe_marks, describe_themes
from summitry.tell.describe.voices import describe_addressees, describe_chains, describe_voices

__all__ = [
    "Sentence",
    "describe_accuracy",
    "describe_addressees",
    "describe_announced",
    "describe_articles",
    "describe_balance",
    "describe_chains",
    "describe_claims",
    "describe_dating",
    "describe_days",
    "describe_directness",
    "describe_discrepancies",
    "describe_histories",
    "describe_marks",
    "describe_meeting",
    "describe_meeting_themes",
    "describe_meetings",
    "describe_neighbours",
    "describe_pages",
    "describe_people",
    "describe_places",
    "describe_press",
    "describe_record",
    "describe_secondhand",
    "describe_telling",
    "describe_themes",
    "describe_uncertain",
    "describe_voices",
    "describe_words",
    "title_meeting",
]

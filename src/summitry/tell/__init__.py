"""Tables -> words and pictures: what a notebook shows.

In a notebook: `from summitry import tell`, then `tell.show_figure(tell.plot_timeline(study))`. Names begin with what
they do: `plot_` draws a figure, `describe_` gives sentences with their evidence, `list_` a table to read, `count_`
numbers, `show_` HTML. What draws is loaded when it is first asked for, and matplotlib with it.
"""

import importlib
from typing import Any

from summitry.tell.agreement import describe_agreement, list_agreement, list_reader_differences
from summitry.tell.brief import list_brief, list_meeting_themes, list_sources
from summitry.tell.counts import (
    count_addressees,
    count_quoted_words,
    count_themes_by_meeting,
    count_words_by_kind,
)
from summitry.tell.describe import (
    describe_accuracy,
    describe_addressees,
    describe_announced,
    describe_articles,
    describe_balance,
    describe_chains,
    describe_claims,
    describe_dating,
    describe_days,
    describe_directness,
    describe_discrepancies,
    describe_histories,
    describe_marks,
    describe_meeting,
    describe_meeting_themes,
    describe_meetings,
    describe_neighbours,
    describe_pages,
    describe_people,
    describe_places,
    describe_press,
    describe_record,
    describe_secondhand,
    describe_telling,
    describe_themes,
    describe_uncertain,
    describe_voices,
    describe_words,
    title_meeting,
)
from summitry.tell.display import (
    show_dossier_head,
    show_figure,
    show_made_how,
    show_paragraph,
    show_passages,
    show_problems,
    show_sentences,
    show_standfirst,
    show_table,
)
from summitry.tell.explore import choose, collect_passages, describe_choice, find_passages
from summitry.tell.explorer import explore, show_counts
from summitry.tell.findings import (
    find_narration,
    find_one_sided,
    find_salience,
    find_stances,
    find_told_other,
)
from summitry.tell.joins import list_hearers_of, list_salience
from summitry.tell.listing import (
    list_articles,
    list_codebook,
    list_codes,
    list_disagreements,
    list_evidence,
    list_hearers,
    list_pages,
    list_people,
    list_scores,
    list_stances,
    list_statements,
)
from summitry.tell.meeting_listing import (
    find_meeting,
    list_basis,
    list_claims,
    list_coverage,
    list_discrepancies,
    list_histories,
    list_meetings,
    list_reports,
    list_starts,
)

__all__ = [
    "choose",
    "collect_passages",
    "count_addressees",
    "count_quoted_words",
    "count_themes_by_meeting",
    "count_words_by_kind",
    "describe_accuracy",
    "describe_addressees",
    "describe_agreement",
    "describe_announced",
    "describe_articles",
    "describe_balance",
    "describe_chains",
    "describe_choice",
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
    "explore",
    "find_meeting",
    "find_narration",
    "find_one_sided",
    "find_passages",
    "find_salience",
    "find_stances",
    "find_told_other",
    "list_agreement",
    "list_articles",
    "list_basis",
    "list_brief",
    "list_claims",
    "list_codebook",
    "list_codes",
    "list_coverage",
    "list_disagreements",
    "list_discrepancies",
    "list_evidence",
    "list_hearers",
    "list_hearers_of",
    "list_histories",
    "list_meeting_themes",
    "list_meetings",
    "list_pages",
    "list_people",
    "list_reader_differences",
    "list_reports",
    "list_salience",
    "list_scores",
    "list_sources",
    "list_stances",
    "list_starts",
    "list_statements",
    "plot_announced",
    "plot_dating",
    "plot_joined",
    "plot_map",
    "plot_story",
    "plot_themes_by_meeting",
    "plot_themes_by_speaker",
    "plot_timeline",
    "plot_who_to_whom",
    "plot_words_quoted",
    "save_figures",
    "show_counts",
    "show_dossier_head",
    "show_figure",
    "show_made_how",
    "show_paragraph",
    "show_passages",
    "show_problems",
    "show_sentences",
    "show_standfirst",
    "show_table",
    "title_meeting",
]


def __getattr__(name: str) -> Any:
    if name in __all__:  # the others stand above
        return getattr(importlib.import_module("summitry.tell.figures"), name)
    raise AttributeError(f"module 'summitry.tell' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)

"""The panel of `explore.ipynb`: choices on the left, what they leave on the right; a readable page without widgets.

In JupyterLab the panel answers at once. Wherever widgets are not alive (a rendered page, a notebook on a code host)
the passages stand there for what the parameters chose.
"""

from __future__ import annotations

from html import escape
from typing import Any

from summitry.records import DayRange, Passage
from summitry.tell.addresses import BUILT, lead_from_lab, passage_link
from summitry.tell.display import HTML, NOTHING, passage_html, table_html
from summitry.tell.explore import (
    FACETS,
    FORM_NAMES,
    Choice,
    Collection,
    Found,
    Spot,
    count_choices,
    describe_choice,
    find_passages,
    list_spots,
)
from summitry.tell.words import capitalise, say_count, say_list

WIDGET = "application/vnd.jupyter.widget-view+json"
MOST = 60  # passages a panel shows at once
# The answer scrolls by itself, so that the lists it answers to stay in sight.
ANSWER = {"flex": "1 1 30rem", "padding": "0 0 0 1rem", "max_height": "80vh", "overflow": "auto"}


class Explorer:
    """A panel over the passages of a study. `choice` is what it shows now; its widgets are in `panel`."""

    def __init__(self, study: Any, collection: Collection, choice: Choice) -> None:
        self.study, self.collection, self.choice = study, collection, choice
        self._controls: dict[str, Any] = {}
        self._answer: Any = None

    def __repr__(self) -> str:
        return "Explorer: a panel in JupyterLab"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """The live panel for JupyterLab, and the page for everything else."""
        view = self.panel()._repr_mimebundle_()
        page = show_found(self.study, self.collection, find_passages(self.collection, self.choice))._repr_html_()
        return {WIDGET: view[WIDGET], "text/html": page, "text/plain": repr(self)}

    def panel(self) -> Any:
        """The widgets, made anew: a list to choose from for each question, two days, and the answer."""
        import ipywidgets

        found, options = self.collection.found, self.collection.options
        for facet, heading in FACETS.items():
            counts = {key: sum(key in f.values(facet) for f in found) for key in options[facet]}
            self._controls[facet] = ipywidgets.SelectMultiple(
                options=[(f"{name} ({counts[key]})", key) for key, name in options[facet].items()],
                value=[key for key in getattr(self.choice, facet) if key in options[facet]],
                description=heading,
                rows=min(6, max(2, len(options[facet]))),
                layout=ipywidgets.Layout(width="auto"),
                style={"description_width": "7rem"},
            )
        for name, heading in (("earliest", "From day"), ("latest", "To day")):
            picker = ipywidgets.DatePicker(
                value=getattr(self.choice.days, name), description=heading, style={"description_width": "7rem"}
            )
            self._controls[name] = picker
        self._answer = ipywidgets.HTML(self._live())
        for control in self._controls.values():
            control.observe(self._changed, names="value")
        left = ipywidgets.VBox(list(self._controls.values()), layout=ipywidgets.Layout(width="26rem"))
        right = ipywidgets.Box([self._answer], layout=ipywidgets.Layout(**ANSWER))
        return ipywidgets.HBox([left, right], layout=ipywidgets.Layout(flex_flow="row wrap"))

    def _changed(self, _: Any) -> None:
        values = {facet: tuple(self._controls[facet].value) for facet in FACETS}
        days = DayRange(earliest=self._controls["earliest"].value, latest=self._controls["latest"].value)
        self.choice = Choice(**values, days=days)
        self._answer.value = self._live()

    def _live(self) -> str:
        """The answer with links that lead to the built pages, where these are there."""
        html = lead_from_lab(answer_html(self.study, self.collection, self.choice, most=MOST))
        if (BUILT / "index.html").is_file():
            return html
        return html + f"<p>{escape('Build the pages (make report), and these words lead to them.')}</p>"


def explore(study: Any, collection: Collection, choice: Choice | None = None) -> Explorer:
    """A panel to explore a study with; collection: from `collect_passages`; choice: what it shows first, else all.

    >>> explore(study, collect_passages(study))  # doctest: +SKIP
    """
    return Explorer(study, collection, choice or Choice())


def show_found(study: Any, collection: Collection, found: tuple[Found, ...], *, most: int = 20) -> HTML:
    """Passages in place, words that are several things shown once: below them all that they are, and where."""
    if not found:
        return HTML('<p class="absent">No passage answers to this choice.</p>')
    items = [_spot_html(study, collection, spot) for spot in list_spots(study, found)]
    shown, rest = "".join(items[:most]), "".join(items[most:])
    left = say_count(len(items) - most, "more place", "more places")
    more = f"<details><summary>{capitalise(left)}</summary><ul>{rest}</ul></details>" if rest else ""
    return HTML(f'<div class="passages"><ul>{shown}</ul>{more}</div>')


def _spot_html(study: Any, collection: Collection, spot: Spot) -> str:
    """The words in their surroundings; below, one line for each thing they are."""
    lines = "".join(f"<li>{_told_html(collection, span, f)}</li>" for span, f in spot.told)
    quoted = passage_html(study, spot.whole, collection.options["articles"]).removesuffix("</li>")
    return f'{quoted}<ul class="facts">{lines}</ul></li>'


def _told_html(collection: Collection, span: Passage, found: Found) -> str:
    """Whose words, in which form, about what; the form leads to just these words."""
    themes, meetings = collection.options["themes"], collection.options["meetings"]
    about = ", ".join(themes.get(t, t) for t in found.themes)
    if found.form == "report":
        about = meetings.get(found.meeting_id, "")
    who = "" if found.form == "report" else escape(say_list(found.people))
    form = f'<a href="{passage_link(span)}">{FORM_NAMES[found.form]}</a>'
    return " · ".join(part for part in (who, form, escape(about)) if part)


def show_counts(collection: Collection, found: tuple[Found, ...]) -> HTML:
    """How many of the passages each article, person, meeting, theme and form of speech has."""
    tables = []
    for facet, heading in FACETS.items():
        frame = count_choices(collection, found, facet)
        caption = f"Passages by {heading[0].lower()}{heading[1:]}"
        tables.append(table_html(frame, caption=caption) if len(frame) else f"<p>{caption}: {NOTHING}</p>")
    return HTML("".join(tables))


def answer_html(study: Any, collection: Collection, choice: Choice, *, most: int = 12) -> str:
    """What a choice leaves, as one piece of HTML: a sentence, the counts folded away, the passages."""
    found = find_passages(collection, choice)
    lead = escape(" ".join(s.text for s in describe_choice(collection, choice)))
    counts = show_counts(collection, found).data if found else ""
    folded = f"<details><summary>Counts</summary>{counts}</details>" if counts else ""
    return f'<p class="finding">{lead}</p>{folded}{show_found(study, collection, found, most=most).data}'

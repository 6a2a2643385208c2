"""The timeline: every meeting of the ledger, the days it can have taken place on, and which article says so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from summitry.tell.counts import order_meetings
from summitry.tell.figures.leads import lead_meetings
from summitry.tell.figures.style import (
    BLUE,
    FAINT,
    GREY,
    INK,
    MARGIN,
    STATUS_COLOURS,
    STATUS_MARKS,
    WIDTH,
    Picture,
    add_axes,
    bare,
    find_points,
    fit_text,
    house_style,
    new_page,
    no_picture,
    text_width,
)
from summitry.tell.words import (
    FORM_WORDS,
    MONTHS,
    as_day,
    capitalise,
    family_names,
    label_articles,
    say_count,
    say_days,
    say_list,
    say_place,
    split_names,
)

MOST = 40  # rows that fit on one page
ROW = 0.3  # inches


def tabulate_timeline(study: Any) -> pd.DataFrame:
    """Days, Earliest, Latest, Place, Participants, Form, Status, Told by: one row per meeting, in order of day."""
    labels = label_articles(study.articles)
    rows = []
    for meeting in order_meetings(study.meetings).itertuples():
        history = _history(meeting.status_history)
        rows.append(
            {
                "Days": say_days(meeting.earliest, meeting.latest, weekday=True, unknown="no day given"),
                "Earliest": as_day(meeting.earliest),
                "Latest": as_day(meeting.latest),
                "Place": say_place(meeting),
                "Participants": say_list(split_names(meeting.participants)),
                "Form": FORM_WORDS.get(meeting.format, "in person"),
                "Status": meeting.status,
                "Told by": "; ".join(f"{status} in {labels.get(article, article)}" for article, status in history),
            }
        )
    columns = ["Days", "Earliest", "Latest", "Place", "Participants", "Form", "Status", "Told by"]
    return pd.DataFrame(rows, columns=columns)


def _history(cell: Any) -> list[tuple[str, str]]:
    """ "a: announced; b: held" -> pairs."""
    pairs = [part.rpartition(": ") for part in str(cell or "").split("; ") if ": " in part]
    return [(article, status) for article, _, status in pairs]


def plot_timeline(study: Any) -> Picture:
    """Meetings from top to bottom in order of day: on the left when, where and who, in the middle the days on an
    axis of time (a bar where only an interval is known), on the right what each article says of the meeting."""
    data = tabulate_timeline(study)
    if data.empty:
        return no_picture("timeline", "There is no timeline, because no meeting was found in these articles.")
    title, caption, alt = _describe(data, study)
    shown = order_meetings(study.meetings).head(MOST)
    with house_style():
        height = ROW * len(shown) + 0.75
        figure, _ = new_page(
            height, title, note="Each row is one meeting; a bar spans the days it can have taken place on."
        )
        left, right = 2.85, 2.1
        axes = add_axes(figure, left, 0.72, WIDTH - left - right - 0.1, ROW * len(shown))
        start, end = _draw_axis(axes, data, len(shown))
        names = family_names(name for cell in study.meetings.participants for name in split_names(cell))
        labels = label_articles(study.articles)
        side = bare(add_axes(figure, WIDTH - right, 0.72, right, ROW * len(shown)))
        side.set(xlim=(0, right), ylim=(len(shown) - 0.5, -0.5))
        for row, meeting in enumerate(shown.itertuples()):
            _draw_meeting(axes, row, meeting, start, end)
            _label_meeting(axes, row, meeting, left, names, set(study.principals))
            _draw_history(side, row, meeting, labels, right)
        _draw_key(figure, set(shown.status) | {s for cell in shown.status_history for _, s in _history(cell)})
    return Picture(
        slug="timeline",
        title=title,
        caption=caption,
        alt=alt,
        data=data,
        figure=figure,
        points=find_points(figure, lead_meetings(study)),
    )


def _draw_axis(axes: Axes, data: pd.DataFrame, rows: int) -> tuple[int, int]:
    """Years (or months, when they are few) below; returns the first and last day shown, as ordinals."""
    days = [day for column in ("Earliest", "Latest") for day in data[column] if day]
    first, last = (min(days), max(days)) if days else (date(2000, 1, 1), date(2000, 12, 31))
    pad = max((last - first).days // 25, 12)
    start, end = first.toordinal() - pad, last.toordinal() + pad
    axes.set(xlim=(start, end), ylim=(rows - 0.5, -0.5), yticks=[])
    axes.spines["left"].set_visible(False)
    for row in range(rows):
        axes.axhline(row, color=FAINT, lw=0.7, zorder=0)
    ticks = _ticks(date.fromordinal(start), date.fromordinal(end)) if days else []
    axes.set_xticks([day.toordinal() for day, _ in ticks], [name for _, name in ticks])
    for day, _ in ticks:
        axes.axvline(day.toordinal(), color="#DDDDDD", lw=0.7, zorder=0)
    return start, end


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Firsts of January (or of months, for a span below two years), not more than eight."""
    if (last - first).days >= 600:
        years = list(range(first.year + 1, last.year + 1))
        step = -(-len(years) // 8)
        return [(date(year, 1, 1), str(year)) for year in years[::step]]
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    months = [pair for pair in months if first <= date(*pair, 1) <= last]
    step = -(-len(months) // 5) or 1
    return [(date(y, m, 1), f"{MONTHS[m - 1][:3]} {y}") for y, m in months[::step]]


def _draw_meeting(axes: Axes, row: int, meeting: Any, start: int, end: int) -> None:
    """A mark for a day, a bar for an interval, an arrow towards the open side."""
    first, last = as_day(meeting.earliest), as_day(meeting.latest)
    colour = STATUS_COLOURS.get(meeting.status, BLUE)
    if first is None and last is None:
        axes.text(
            (start + end) / 2,
            row,
            "no day given",
            size=8,
            color=GREY,
            style="italic",
            ha="center",
            va="center",
            bbox={"fc": "white", "ec": "none", "pad": 1.5},
        )
        return
    low = first.toordinal() if first else start
    high = last.toordinal() if last else end
    if high - low > (end - start) / 120:
        axes.plot(
            [low, high], [row, row], color=colour, lw=5, solid_capstyle="butt", alpha=0.85, label=meeting.meeting_id
        )
        if first is None or last is None:
            x = low if first is None else high
            axes.plot([x], [row], marker="<" if first is None else ">", color=colour, ms=7)
    else:
        axes.plot(
            [(low + high) / 2],
            [row],
            marker=STATUS_MARKS.get(meeting.status, "o"),
            color=colour,
            ms=6.5,
            mec="white",
            mew=0.5,
            label=meeting.meeting_id,
        )


def _label_meeting(
    axes: Axes, row: int, meeting: Any, left: float, names: dict[str, str], principals: set[str]
) -> None:
    """When, in bold; below it where, how and (unless it is the principals) who."""
    people = split_names(meeting.participants)
    place = say_place(meeting)
    parts = [part for part in (place, FORM_WORDS.get(meeting.format, "")) if part]
    company = [names.get(name, name) for name in people] if set(people) != principals else []
    when = say_days(meeting.earliest, meeting.latest, short=True, unknown="undated")
    room = left - MARGIN - 0.1
    when = fit_text(when, room, size=8.5, weight="bold")
    wide = text_width(when, size=8.5, weight="bold")
    where = _fit_place(parts, company, room - wide - 0.08) if room - wide > 0.4 else ""
    box = axes.get_position().width * WIDTH
    x0, x1 = axes.get_xlim()
    inch = (x1 - x0) / box
    begin = x0 - (left - MARGIN) * inch
    own = {"label": meeting.meeting_id, "va": "center", "clip_on": False}
    axes.text(begin, row, when, size=8.5, weight="bold", **own)
    axes.text(begin + (wide + 0.08) * inch, row, where, size=8.5, color=INK, **own)


def _fit_place(parts: list[str], company: list[str], room: float) -> str:
    """Where, how and who, in `room` inches: as many names as there is room for, the others as a number. A row without
    names is one of the principals, so company is never left out: the place goes first."""
    fewer = range(len(company) - 1, 0, -1)
    who = [", ".join(company), *(f"{', '.join(company[:shown])} +{len(company) - shown}" for shown in fewer)]
    lines = [" · ".join([*parts, names]) for names in who] + who if company else [" · ".join(parts) or "place not told"]
    fitting = (line for line in lines if text_width(line, size=8.5) <= room)
    return next(fitting, None) or fit_text(lines[-1], room, size=8.5)


def _draw_history(side: Axes, row: int, meeting: Any, labels: dict[str, str], room: float) -> None:
    """One mark and the article's name per report, as many as fit, then how many more."""
    x, history = 0.12, _history(meeting.status_history)
    for number, (article, status) in enumerate(history):
        label = labels.get(article, article)
        width = text_width(label, size=8) + 0.3
        rest = len(history) - number
        if x + width > room - (0.3 if rest > 1 else 0.02) and number:
            side.text(x, row, f"+{rest}", size=8, color=GREY, va="center")
            return
        colour = STATUS_COLOURS.get(status, GREY)
        own = f"{meeting.meeting_id} {article}"
        side.plot([x], [row], marker=STATUS_MARKS.get(status, "o"), color=colour, ms=5.5, label=own)
        side.text(x + 0.09, row, fit_text(label, room - x - 0.1, size=8), size=8, color=INK, va="center", label=own)
        x += width


def _draw_key(figure: Any, statuses: set[str]) -> None:
    """What the marks mean, in one line below."""
    axes = bare(add_axes(figure, 0, 0.08, WIDTH, 0.22))
    axes.set(xlim=(0, WIDTH), ylim=(-1, 1))
    said = {
        "announced": "announced before it",
        "held": "reported as held",
        "recalled": "recalled later",
        "cancelled": "called off",
    }
    x = MARGIN + 0.08
    axes.text(x - 0.08, 0, "The article (right) says:", size=8, color=GREY, va="center")
    x += text_width("The article (right) says:", size=8) + 0.2
    for status, words in said.items():
        if status in statuses:
            axes.plot([x], [0], marker=STATUS_MARKS[status], color=STATUS_COLOURS[status], ms=6)
            axes.text(x + 0.1, 0, words, size=8, va="center")
            x += text_width(words, size=8) + 0.4


def _describe(data: pd.DataFrame, study: Any) -> tuple[str, str, str]:
    """Title, caption and alt text, all computed."""
    calls = int(data.Form.isin(["by phone", "by video"]).sum())
    met = len(data) - calls
    what = " and ".join(
        x for x in (say_count(met, "meeting") if met else "", say_count(calls, "call") if calls else "") if x
    )
    days = sorted(day for column in ("Earliest", "Latest") for day in data[column] if day)
    span = f", {say_days(days[0], days[0])} to {say_days(days[-1], days[-1])}" if len(set(days)) > 1 else ""
    several = int((data["Told by"].str.count(" in ") > 1).sum())
    exact = int((data.Earliest.notna() & (data.Earliest == data.Latest)).sum())
    told = f"; {say_count(several, 'of them is', 'of them are')} told by more than one article" if several else ""
    title = f"{capitalise(what)}{span}: the day is certain for {exact} of {len(data)}"
    counts = data.Status.value_counts()
    status = say_list([f"{counts[s]} {s}" for s in ("held", "announced", "recalled", "cancelled") if s in counts])
    cut = f" The first {MOST} are drawn; the table has all." if len(data) > MOST else ""
    caption = (
        f"The ledger of {say_count(len(data), 'meeting')} over {say_count(len(study.articles), 'article')}{told}. "
        f"By the last word on each: {status}.{cut}"
    )
    first, last = data.iloc[0], data[data.Earliest.notna() | data.Latest.notna()].iloc[-1] if days else data.iloc[-1]
    alt = (
        f"Timeline with {say_count(len(data), 'row')}, from {first.Days}{' in ' + first.Place if first.Place else ''} "
        f"to {last.Days}{' in ' + last.Place if last.Place else ''}; marks show the articles that tell of each meeting."
    )
    return title, caption, alt

"""Dating: how many days are left for an article after each piece of evidence is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from summitry.tell.dating_words import say_rule, say_tier
from summitry.tell.figures.leads import lead_evidence
from summitry.tell.figures.style import (
    BLUE,
    GREY,
    INK,
    MARGIN,
    PALE,
    VERMILION,
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
    capitalise,
    clip,
    is_missing,
    label_articles,
    say_count,
    say_days,
    say_number,
)

MOST_ARTICLES, MOST_STEPS = 6, 6
ROW, HEAD, GAP = 0.27, 0.34, 0.16
TIER_WIDTH = 1.3  # the column at the right: what evidence rests on
WIDEST = 20454  # days; what is open or wider is drawn at this edge (the whole calendar that dating knows)
A_MONTH, A_YEAR = 31, 366
TICKS = ((1, "1 day"), (7, "week"), (30, "month"), (365, "year"), (3652, "10 years"))


def tabulate_dating(study: Any) -> pd.DataFrame:
    """Article, Evidence, Rule, Kind, Days before, Days after, Outside knowledge: one row per piece of evidence used
    for an article that metadata does not date, in the order in which it is heard."""
    labels = label_articles(study.articles)
    titles = dict(zip(study.articles.article_id, study.articles.title, strict=True))
    used = study.dating[study.dating.used & (study.dating.tier != "metadata")]
    rows = [
        {
            "Article": labels[key],
            "Title": titles[key],
            "Evidence": _say_evidence(row),
            "Rule": say_rule(row.rule),
            "Kind": row.tier,
            "Days before": None if is_missing(row.days_before) else int(row.days_before),
            "Days after": None if is_missing(row.days_after) else int(row.days_after),
            "Outside knowledge": bool(row.outside),
        }
        for key in labels
        for row in used[used.article_id == key].itertuples()
    ]
    columns = ["Article", "Title", "Evidence", "Rule", "Kind", "Days before", "Days after", "Outside knowledge"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"Days before": "Int64", "Days after": "Int64"})


def _say_evidence(row: Any) -> str:
    """The words of the article and, where it is knowledge from outside that makes them tell, that knowledge."""
    told = row.text if is_missing(getattr(row, "words", "")) else row.words
    words = f"“{clip(told, 60)}”" if not is_missing(told) else say_rule(row.rule)
    fact = re.split(r",? \(|, \d{4}-", str(row.source))[0] if row.outside and not is_missing(row.source) else ""
    if row.tier == "office":
        return f"{words} in office"
    return f"{words}: {fact}" if fact else words


def plot_dating(study: Any) -> Picture:
    """One panel per undated article: a row per piece of evidence, a bar from the days before it to the days after."""
    data = tabulate_dating(study)
    groups = [(name, _telling(group)) for name, group in data.groupby("Article", sort=False)]
    groups = [(name, group) for name, group in groups if len(group)]
    if not groups:
        return no_picture(
            "dating",
            (
                "There is no figure of how articles were dated, because no article of this corpus was "
                "dated from its own words."
            ),
        )
    ends = {name: int(group["Days after"].iloc[-1]) for name, group in groups}
    groups = sorted(groups, key=lambda pair: -len(pair[1]))[:MOST_ARTICLES]
    order = list(label_articles(study.articles).values())
    groups.sort(key=lambda pair: order.index(pair[0]))
    outcomes = _outcomes(study)
    title, caption, alt = _describe(data, groups, ends, outcomes)
    tall = sum(HEAD + ROW * len(group) for _, group in groups) + GAP * (len(groups) - 1)
    with house_style():
        figure, _ = new_page(
            tall + 0.42, title, note="Candidate days left after each piece of evidence (logarithmic scale)."
        )
        left = 3.15
        y = tall + 0.36
        for name, group in groups:
            y -= HEAD + ROW * len(group)
            axes = add_axes(figure, left, y, WIDTH - left - TIER_WIDTH - MARGIN, ROW * len(group))
            _draw_article(axes, name, group, outcomes[name], left)
            y -= GAP
        _draw_scale(axes)
        _draw_key(figure, any(group["Outside knowledge"].any() for _, group in groups))
    points = find_points(figure, lead_evidence(study, _labelled(study)))
    return Picture(slug="dating", title=title, caption=caption, alt=alt, data=data, figure=figure, points=points)


def _labelled(study: Any) -> Iterator[tuple[str, Any]]:
    """The rows that are drawn, each with the label of its mark."""
    labels = label_articles(study.articles)
    for row in study.dating[study.dating.used].itertuples():
        yield f"{labels[row.article_id]} {_say_evidence(row)} {say_rule(row.rule)}", row


def _telling(group: pd.DataFrame) -> pd.DataFrame:
    """The evidence that narrowed the days, the strongest steps if there are too many, in the order heard."""
    after = group["Days after"]
    before = group["Days before"].fillna(10**7)
    kept = group[after.notna() & (after < before)]
    if len(kept) > MOST_STEPS:
        gain = (before.loc[kept.index] / after.loc[kept.index]).astype(float)
        kept = kept.loc[sorted(gain.sort_values(ascending=False, kind="stable").index[:MOST_STEPS])]
    return kept


def _outcomes(study: Any) -> dict[str, str]:
    """{article as labelled: the days it is dated to, in words}."""
    labels = label_articles(study.articles)
    return {
        labels[row.article_id]: say_days(row.published_earliest, row.published_latest)
        for row in study.articles.itertuples()
    }


def _draw_article(axes: Axes, name: str, group: pd.DataFrame, outcome: str, left: float) -> None:
    axes.set(xscale="log", xlim=(0.17, WIDEST * 1.1), ylim=(len(group) - 0.5, -0.5), yticks=[])
    axes.tick_params(axis="x", which="both", length=0, labelbottom=False)
    axes.xaxis.set_ticks([])
    axes.xaxis.set_ticks([], minor=True)
    for spine in axes.spines.values():
        spine.set_visible(False)
    for days, _ in TICKS:
        axes.axvline(days, color="#DDDDDD", lw=0.7, zorder=0)
    room = WIDTH - 2 * MARGIN - text_width(outcome, size=8.5, weight="bold") - 0.2
    title = fit_text(f"{name} · {group.Title.iloc[0]}", room, size=8.5, weight="bold")
    right = WIDTH - MARGIN - left
    _text_at(axes, right, -0.5 - 0.1 / ROW, outcome, size=8.5, weight="bold", va="bottom", ha="right", color=INK)
    _text_at(axes, MARGIN - left, -0.5 - 0.1 / ROW, title, size=8.5, weight="bold", va="bottom")
    for row, step in enumerate(group.itertuples(index=False)):
        before = WIDEST if pd.isna(step[5]) else min(max(int(step[5]), 1), WIDEST)
        after = min(max(int(step[6]), 1), WIDEST)
        colour = VERMILION if step[7] else BLUE
        axes.plot([after, before], [row, row], color=colour, lw=2.2, alpha=0.45, solid_capstyle="butt")
        own = f"{name} {step[2]} {step[3]}"
        axes.plot([after], [row], marker="D" if step[7] else "o", ms=6, color=colour, label=own)
        words = fit_text(step[2], left - MARGIN - 0.15, size=8)
        _text_at(axes, -0.12, row, words, size=8, ha="right", va="center", color=INK, label=own)
        _text_at(axes, right, row, say_tier(step[4]), size=7.5, ha="right", va="center", color=GREY)
        last = row == len(group) - 1
        text = f"{after:,}" if not last else f"{after:,} day{'s' if after > 1 else ''}"
        axes.annotate(
            text,
            (after, row),
            xytext=(-7, 0),
            textcoords="offset points",
            size=8,
            ha="right",
            va="center",
            weight="bold" if last else "normal",
            annotation_clip=False,
        )


def _text_at(axes: Axes, inches: float, row: float, text: str, **style: Any) -> None:
    """Text `inches` right of the left edge of the axes, at a row."""
    wide = axes.get_position().width * WIDTH
    axes.text(inches / wide, row, text, transform=axes.get_yaxis_transform(), clip_on=False, **style)


def _draw_scale(axes: Axes) -> None:
    for days, name in TICKS:
        axes.annotate(
            name,
            (days, 0),
            xycoords=("data", "axes fraction"),
            xytext=(0, -5),
            textcoords="offset points",
            size=7.5,
            color=GREY,
            ha="center",
            va="top",
        )


def _draw_key(figure: Any, outside: bool) -> None:
    axes = bare(add_axes(figure, 0, 0.02, 3.1, 0.3))
    axes.set(xlim=(0, 3.1), ylim=(-1, 1))
    entries = [("o", BLUE, "from the text")] + ([("D", VERMILION, "outside knowledge")] if outside else [])
    x = MARGIN + 0.05
    for mark, colour, words in entries:
        axes.plot([x], [0], marker=mark, ms=6, color=colour)
        axes.text(x + 0.1, 0, words, size=8, va="center")
        x += text_width(words, size=8) + 0.35
    axes.axhline(2, color=PALE)


def _describe(data: pd.DataFrame, groups: list, ends: dict[str, int], outcomes: dict[str, str]) -> tuple[str, str, str]:
    if len(ends) == 1:
        widest = say_count(max(ends.values()), "day")
        title = f"The article of {next(iter(ends))} can have been written on {widest}, by what it says itself"
    else:
        title = f"{capitalise(say_count(len(ends), 'article'))} dated from what they say: {_say_ends(ends)}"
    outside = int(data["Outside knowledge"].sum())
    shown = f" Shown are the {len(groups)} with most evidence." if data.Article.nunique() > len(groups) else ""
    caption = (
        f"{capitalise(say_count(len(data), 'piece'))} of evidence in the order in which they are heard; "
        f"{outside} of them rest on "
        f"knowledge from outside the articles (diamonds).{shown} The table has the passages and the rules."
    )
    steps = []
    for name, group in groups:
        before = group["Days before"].iloc[0]
        begun = "an open range" if pd.isna(before) else f"{before:,} days"
        steps.append(f"{name} from {begun} to {say_count(ends[name], 'day')} ({outcomes.get(name, '')})")
    alt = f"Steps of dating on a logarithmic scale of days: {'; '.join(steps)}."
    return title, caption, alt


def _say_ends(ends: dict[str, int]) -> str:
    """How closely articles are dated: "two to the day, all within seven days"."""
    exact, near = (sum(days <= most for days in ends.values()) for most in (1, A_MONTH))
    widest = max(ends.values())
    if exact == len(ends):
        return "all to the day"
    parts = [f"{say_number(exact)} to the day"] if exact else []
    if widest <= A_YEAR:
        parts.append(f"all within {say_count(widest, 'day')}")
    elif near > exact:
        parts.append(f"{say_number(near)} within a month")
    return ", ".join(parts) or "none within a month"

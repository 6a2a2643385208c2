"""Figures: drawn for any number of meetings, true to their data, nothing over the edge or over each other."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from invented_ledger import LONG, make_study

from summitry.tell.counts import count_addressees, count_quoted_words, quoted_words
from summitry.tell.figures import FIGURES, save_figures
from summitry.tell.figures.outline import read_land
from summitry.tell.figures.saving import draw_figures, encode_png, encode_svg
from summitry.tell.figures.style import wrap_text
from summitry.tell.figures.timeline import _fit_place, tabulate_timeline
from summitry.tell.joins import count_agendas

SIZES = (1, 2, 12)


@pytest.fixture(scope="module", params=SIZES)
def pictures(request):
    return draw_figures(make_study(request.param))


def test_an_empty_study_has_a_sentence_for_every_figure_and_no_empty_panel():
    for slug, picture in draw_figures(make_study(0)).items():
        assert picture.figure is None, slug
        assert re.fullmatch(r"There is no .+\.", picture.absent), slug


def test_every_figure_is_drawn_with_message_caption_alt_and_data(pictures):
    for slug, picture in pictures.items():
        if slug == "announced" and picture.figure is None:  # there must be articles of both kinds
            assert "because no article" in picture.absent
            continue
        assert picture.figure is not None, (slug, picture.absent)
        assert picture.title and picture.caption.endswith(".") and picture.alt.endswith("."), slug
        assert len(picture.data) > 0, slug
        assert picture.alt != picture.caption


def test_captions_and_alt_texts_are_distinct(pictures):
    for words in ([p.alt for p in pictures.values()], [p.caption for p in pictures.values()]):
        told = [w for w in words if w]
        assert len(set(told)) == len(told) >= len(FIGURES) - 1


def boxes(picture):
    """(text, box in pixels) of every visible text of a figure."""
    figure = picture.figure
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    texts = [t for t in figure.findobj(lambda a: hasattr(a, "get_text")) if t.get_text().strip() and t.get_visible()]
    return [(t.get_text(), t.get_window_extent(renderer)) for t in texts]


@pytest.mark.parametrize("names", [{}, {"one": LONG, "two": f"{LONG} the Younger"}])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("slug", list(FIGURES))
def test_no_text_runs_over_the_edge_or_over_another(slug, size, names):
    picture = FIGURES[slug](make_study(size, **names))
    if slug == "announced" and size == 1:
        assert picture.figure is None
        return
    assert picture.figure is not None
    found = boxes(picture)
    width, height = picture.figure.bbox.width, picture.figure.bbox.height
    outside = [t for t, b in found if b.x0 < -1 or b.y0 < -1 or b.x1 > width + 1 or b.y1 > height + 1]
    assert outside == []
    crossing = [
        (a, b)
        for (a, p), (b, q) in combinations(found, 2)
        if min(p.x1, q.x1) - max(p.x0, q.x0) > 1 and min(p.y1, q.y1) - max(p.y0, q.y0) > 2
    ]
    assert crossing == []


def test_the_key_figure_counts_every_sentence_once_and_names_the_words_behind_a_peak():
    study = make_study(12)
    data = FIGURES["story"](study).data
    told = {(c.article_id, c.start, c.end, c.theme) for c in study.records.codes}
    assert data.Sentences.sum() == len(told)
    assert set(data.Voice) == {*study.principals, "the articles"}


def test_every_square_of_the_joined_figure_is_a_sentence_and_leads_to_it():
    study = make_study(6)
    picture = FIGURES["joined"](study)
    told = {(c.article_id, c.start, c.end, c.theme) for c in study.records.codes}
    assert picture.data.Sentences.sum() == len(told) == len(picture.points)
    quoted = sum(c.form == "direct" for c in study.records.codes)
    assert picture.data["With words quoted"].sum() == quoted
    assert {(p.passage.article_id, p.passage.start, p.passage.end) for p in picture.points} == {t[:3] for t in told}
    assert picture.title.startswith("Words are quoted in ")


def test_a_leader_heard_on_no_theme_is_said_to_be():
    study = make_study(6)
    codes = [replace(c, form="indirect") if c.form == "direct" else c for c in study.records.codes]
    study.records.codes = tuple(c for c in codes if c.speaker != study.principals[1])
    title = FIGURES["joined"](study).title
    assert title == "Halvorsen is reported on a theme, not quoted; of Quiroga nothing on a theme is told"


def test_shares_by_meeting_have_their_intervals():
    frame = count_agendas(make_study(12))
    assert ((frame.low <= frame.share) & (frame.share <= frame.high)).all()
    assert (frame.sentences <= frame.coded).all()


@pytest.mark.parametrize(
    ("room", "told"),
    [
        (6, "Washington · Powell, McMaster, Greenblatt, Cohen"),
        (2.1, "Washington · Powell, McMaster +2"),
        (1.6, "Washington · Powell +3"),
        (0.9, "Powell +3"),
        (0.4, "Pow…"),
    ],
)
def test_company_is_cut_between_names_and_the_others_counted(room, told):
    assert _fit_place(["Washington"], ["Powell", "McMaster", "Greenblatt", "Cohen"], room) == told


def test_undated_meetings_stay_in_the_timeline_and_articles_may_lack_dates():
    study = make_study(12, dated=False)
    data = tabulate_timeline(study)
    assert list(data.Days).count("no day given") == 2
    assert list(data.Days[-2:]) == ["no day given"] * 2
    picture = draw_figures(study)["dating"]
    assert picture.figure is None and "no article" in picture.absent


def test_counts_agree_with_the_tables():
    study = make_study(12)
    pictures = draw_figures(study)
    assert pictures["map"].data.Meetings.sum() == (study.meetings.city != "").sum()
    assert pictures["who_to_whom"].data.Statements.sum() == (study.statements.speaker != "").sum()
    assert pictures["words_quoted"].data.iloc[:, 1:].to_numpy().sum() == count_quoted_words(study).words.sum()
    assert pictures["themes_by_meeting"].data.iloc[:, 1:].to_numpy().sum() == len(study.codes)
    assert pictures["themes_by_speaker"].data.iloc[:, 1:].to_numpy().sum() == len(study.codes)
    assert (
        str(count_addressees(study).statements.sum()) in pictures["who_to_whom"].title
        or "nine" in pictures["who_to_whom"].title
    )


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        ("direct", "“Copper is easy, cod is hard,”", 6),
        ("mixed", "the memory of the soldiers was “sacred.”", 1),
        ("mixed", "that it was “close” and “even intimate” talk", 3),
        ("indirect", "he would “never” come", 0),
        ("transcript", "two words", 2),
    ],
)
def test_quoted_words(form, text, words):
    assert quoted_words(form, text) == words


def test_the_same_source_with_and_without_its_article_is_counted_once():
    study = make_study(4)
    study.statements["speaker"] = ["the Kremlin", "Kremlin", "The Kremlin", "Halvorsen"]
    assert sorted(count_addressees(study).groupby("speaker").statements.sum()) == [1, 3]


def test_files_are_the_same_bytes_every_time_and_tell_no_date(tmp_path):
    study = make_study(3)
    first = save_figures(study, tmp_path / "a")
    second = save_figures(study, tmp_path / "b")
    assert [p.name for p in first] == [p.name for p in second]
    assert len(first) == 3 * len(FIGURES) + 1
    for a, b in zip(first, second, strict=True):
        assert a.read_bytes() == b.read_bytes(), a.name
    picture = FIGURES["timeline"](study)
    assert b"Software" not in encode_png(picture) and b"tEXt" not in encode_png(picture)
    assert b"<dc:date>" not in encode_svg(picture)


def test_a_figure_without_matter_does_not_leave_an_older_file(tmp_path):
    save_figures(make_study(2), tmp_path)
    save_figures(make_study(0), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["README.md"]
    assert "There is no timeline" in (tmp_path / "README.md").read_text()


def test_the_readme_of_the_figures_has_caption_and_alt_and_lets_no_markup_through(tmp_path):
    study = make_study(2, one="Ada <b>Bold</b> ](x)", two="B*r*uno")
    save_figures(study, tmp_path)
    text = (tmp_path / "README.md").read_text()
    assert "![" in text and "Alt text: " in text
    assert "<b>" not in text


def test_dollar_signs_are_no_mathematics():
    study = make_study(2, one="A $\\frac{1}{2}$ B", two="C $x^2$ D")
    assert all(p.figure is not None and encode_png(p) for p in draw_figures(study).values())


def test_the_land_is_decoded_to_degrees():
    rings = read_land()
    assert len(rings) > 100
    longitudes = [x for ring in rings for x, _ in ring]
    latitudes = [y for ring in rings for _, y in ring]
    assert -180.1 <= min(longitudes) < -170 and 170 < max(longitudes) <= 180.1
    assert min(latitudes) >= -90.1 and 83 < max(latitudes) < 84
    assert all(ring[0] == ring[-1] for ring in rings)


def test_places_on_both_sides_of_the_date_line_share_a_map():
    study = make_study(3)
    study.meetings["city"] = ["Suva", "Suva", "Honolulu"]
    study.places["place"] = ["Suva", "Suva", "Honolulu"]
    study.places["longitude"] = [178.44, 178.44, -157.86]
    picture = FIGURES["map"](study)
    west, east = picture.figure.axes[0].get_xlim()
    assert east - west < 200  # not the 337 degrees the other way round


def test_wrapping_never_exceeds_the_lines_allowed():
    assert len(wrap_text("word " * 200, 2.0, size=9, most=3)) == 3


def test_a_figure_that_fails_leaves_the_others(seeds_study, monkeypatch):
    def fail(study):
        raise ValueError("no <room>")

    monkeypatch.setitem(FIGURES, "map", fail)
    with pytest.raises(ValueError):
        draw_figures(seeds_study)
    monkeypatch.delenv("SUMMITRY_STRICT")
    pictures = draw_figures(seeds_study)
    assert "no <room>" in pictures["map"].absent
    assert [slug for slug, picture in pictures.items() if picture.figure is None] == ["map"]

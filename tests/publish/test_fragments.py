"""Bodies of pages: ids, contents, links, and what leads where."""

from summitry.publish.fragments import Use, finish_fragment, list_uses


def test_headings_get_ids_permalinks_and_a_contents_list():
    done = finish_fragment(
        '<h1>T<a class="anchor-link" href="#T">¶</a></h1><h2>Who is it?</h2><h2>Who is it?</h2><h3>x</h3>'
    )
    assert done.title == "T"
    assert done.contents == (("who-is-it", "Who is it?"), ("who-is-it-2", "Who is it?"))
    assert 'href="#who-is-it-2"' in done.html and "¶" not in done.html


def test_ids_are_unique_and_notebook_links_become_page_links():
    done = finish_fragment(
        '<h1>T</h1><p id="a">1</p><p id="a">2</p><a href="02-meetings.ipynb#x">m</a><a href="http://a.b/c.ipynb">n</a>'
    )
    assert done.html.count('id="a"') == 1
    assert done.links == ("02-meetings.html#x", "http://a.b/c.ipynb")


def test_the_answer_comes_first_and_a_dossier_is_called_by_its_subject():
    done = finish_fragment(
        '<h1>Dossier</h1><p>intro</p><p class="subject">A and B</p><div class="standfirst"><p>Yes.</p></div>'
    )
    assert done.title == "A and B" and done.summary == "Yes."
    assert done.html.index("Yes.") < done.html.index("intro")


def test_references_are_left_out_of_a_summary():
    done = finish_fragment(
        '<div class="standfirst"><p>So. <span class="references">[<a href="article-a.html#c1-2">1</a>]</span></p></div>'
    )
    assert done.summary == "So."


def test_which_places_of_which_pages_lead_to_which_words():
    link = '<a href="article-x.html#c3-9">w</a>'
    fragments = {
        "b.html": finish_fragment(f'<h1>B</h1>{link}<h2>S</h2>{link}<a href="article-x.html">all</a>{link}'),
        "a.html": finish_fragment(f"<h1>A</h1>{link}"),
    }
    b = {"start": 3, "end": 9, "page": "b.html", "title": "B"}
    uses = [Use(**b, place="r1"), Use(**b, place="r2", heading="S")]
    uses += [Use(start=3, end=9, page="a.html", title="A", place="r1")]
    assert list_uses(fragments) == {"article-x.html": uses}
    assert [f'id="r{n}"' in fragments["b.html"].html for n in (1, 2, 3, 4)] == [True, True, True, False]


def test_a_cell_knows_the_heading_of_its_column():
    done = finish_fragment(
        '<h1>T</h1><div class="table"><table><thead><tr><th scope="col">Who</th><th scope="col">When</th></tr></thead>'
        '<tbody><tr><th scope="row">Lind</th><td>in <i>May</i></td></tr></tbody></table></div>'
    )
    assert '<td data-label="When" role="cell"><span class="value">in <i>May</i></span></td>' in done.html
    assert 'role="rowheader"' in done.html and done.html.count('role="columnheader"') == 2


def test_regions_of_one_name_are_told_apart_and_code_can_be_scrolled():
    done = finish_fragment(
        '<div role="region" aria-label="T"></div><div role="region" aria-label="T"></div><pre>x</pre>'
    )
    assert 'aria-label="T (2)"' in done.html and '<pre tabindex="0">' in done.html


def test_a_link_to_an_article_of_another_corpus_is_plain_words():
    html = (
        '<h1>A</h1><p><a href="article-x.html#c1-5">here</a> <a href="article-y.html">there</a> <a href="#a">up</a></p>'
    )
    done = finish_fragment(html, articles={"article-x.html"})
    assert "<p>" in done.html and ">here</a> there <a" in done.html and done.links == ("article-x.html#c1-5", "#a")
    assert len(finish_fragment(html).links) == 3

"""The report: one document that stands alone, runs nothing, loads nothing and reads every name as text."""

import re
from html.parser import HTMLParser

import pdf_text
import polars as pl
import pytest
import typst

from dashboard.charts import equity
from dashboard.report import Document, Section, Table, build, build_pdf, pdf
from dashboard.report.drawing import Drawing

HOSTILE = "<img src=x onerror=1>\"'&"
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Outline(HTMLParser):
    """The tags, attributes and text of a document, and the tags that were never closed."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.unclosed: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def coverage(name: str = "2B"):
    frame = pl.DataFrame(
        {"class": ["2A", name, "10B"], "families": [27, 15, None], "state": ["export", "group", "none"]}
    )
    return equity.coverage_picture(frame, f"Which class is {name}?")


@pytest.fixture(scope="module")
def document() -> str:
    table = Table("Families heard", pl.DataFrame({"class": ["2A", HOSTILE], "families": [27, None]}))
    sections = [
        Section("Is everybody heard?", ["We heard from 14 of 27 families.", HOSTILE], [coverage(), coverage(HOSTILE)]),
        Section(f"Reach {HOSTILE}", tables=[table]),
    ]
    made = [("What is counted", "A family counts once."), (HOSTILE, HOSTILE)]
    return build(Document(f"Bramley Hill {HOSTILE}", sections, subtitle=HOSTILE, lead=HOSTILE, made=made))


@pytest.fixture(scope="module")
def outline(document: str) -> Outline:
    return Outline(document)


def test_every_tag_is_closed_in_order(outline: Outline):
    assert outline.unclosed == []


def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(document: str, outline: Outline):
    assert "<script" not in document.lower()
    assert not re.search(r"https?://", document)
    assert not re.search(r"@import|javascript:|data:[a-z]", document, re.IGNORECASE)
    assert {tag for tag, _ in outline.tags} & {
        "img",
        "image",
        "link",
        "iframe",
        "object",
        "use",
        "foreignobject",
    } == set()
    names = {name for _, attributes in outline.tags for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "xlink:href", "srcset")]
    assert all((attributes["href"] or "").startswith("#") for attributes in outline.named("a"))
    assert set(re.findall(r"url\((.)", document)) <= {"#"}


def test_a_strict_policy_comes_before_everything_that_it_governs(document: str, outline: Outline):
    policy = next(m["content"] for m in outline.named("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert document.index("Content-Security-Policy") < document.index("<style")


def test_a_hostile_name_is_text_wherever_it_stands(document: str, outline: Outline):
    assert "<img" not in document
    assert "".join(outline.text).count("<img src=x onerror=1>") == 11  # in full in every place but an axis, cut short


def test_each_chart_is_a_picture_with_its_text_alternative_for_wide_and_narrow_pages(outline: Outline):
    pictures = [(svg["class"], svg["role"]) for svg in outline.named("svg")]
    assert pictures == [("wide", "img"), ("narrow", "img")] * 2
    labels = [svg["aria-label"] or "" for svg in outline.named("svg")]
    assert labels[0].startswith("Which class is 2B? One row a class")
    assert "2A: members not known, 27 families" in labels[0]


def test_a_charts_title_is_said_once_as_the_caption_of_its_figure(document: str):
    assert document.count("<figcaption>Which class is 2B?</figcaption>") == 1
    assert document.count(">Which class is 2B?<") == 1


def test_no_two_elements_share_an_id_and_every_reference_finds_its_own(document: str, outline: Outline):
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    references = re.findall(r"url\(#([^)]*)\)", document) + [(a["href"] or "")[1:] for a in outline.named("a")]
    assert references
    assert set(references) <= set(ids)


def test_headings_language_and_sections_are_there_for_screen_readers(outline: Outline):
    assert outline.named("html") == [{"lang": "en", "dir": "ltr"}]
    assert [tag for tag, _ in outline.tags if tag in ("h1", "h2")] == ["h1", "h2", "h2", "h2"]
    assert [section["aria-labelledby"] for section in outline.named("section")] == ["part-1-heading", "part-2-heading"]


def test_a_tables_first_column_names_its_rows_and_null_is_said_in_words(document: str):
    assert '<th scope="row">2A</th><td class="number">27</td>' in document
    assert '<td class="number">not known</td>' in document


def test_how_the_figures_are_made_closes_the_report(outline: Outline):
    text = "".join(outline.text)
    assert text.index("How these figures are made") < text.index("A family counts once.")
    assert "How these figures are made" not in build(Document("x", [Section("y")]))


def test_a_document_says_its_language_and_from_which_side_it_is_read():
    assert '<html lang="en" dir="ltr">' in build(Document("Reach", []))
    assert '<html lang="ar" dir="rtl">' in build(Document("x", [], language="ar", direction="rtl"))


def test_nothing_stands_at_a_fixed_side_so_that_tables_turn_with_the_language(document: str):
    assert not re.search(r"(?:text-align|float): *(?:left|right)|(?:margin|padding|border)-(?:left|right)", document)


def test_a_part_without_a_heading_has_none_and_refers_to_none():
    outline = Outline(build(Document("Reminder", [Section("", ["Many thanks."])])))

    assert outline.named("h2") == []
    assert outline.named("section") == [{"id": "part-1"}]
    assert outline.unclosed == []
    assert "Many thanks." in outline.text


def test_on_paper_a_part_begins_a_page_where_it_says_so_and_so_does_the_method():
    outline = Outline(build(Document("x", [Section("a"), Section("b", new_page=True)], made=[("How", "So.")])))
    assert [section.get("class") for section in outline.named("section")] == [None, "new-page"]
    assert outline.named("footer") == [{"id": "method", "class": "new-page"}]


def test_the_contents_name_the_parts_that_have_a_heading():
    outline = Outline(build(Document("x", [Section(""), Section("a"), Section("b")])))
    assert [link["href"] for link in outline.named("a")] == ["#part-2", "#part-3"]


def test_the_contents_end_with_the_method_and_one_part_alone_needs_none():
    outline = Outline(build(Document("x", [Section("a")], made=[("How", "So.")])))
    assert [link["href"] for link in outline.named("a")] == ["#part-1", "#method"]
    assert Outline(build(Document("x", [Section("a")]))).named("nav") == []


def test_a_tables_caption_is_text():
    rows = pl.DataFrame({"class": ["2B"]})
    assert "<caption>&lt;b&gt;</caption>" in build(Document("x", [Section("a", tables=[Table("<b>", rows)])]))


def test_a_chart_that_asks_for_data_from_an_address_is_not_drawn():
    asking = {"data": {"url": "https://192.0.2.1/x.csv"}, "mark": "point", "height": 10}
    with pytest.raises(ValueError, match="not allowed"):
        Drawing("x", "y", asking).svg(100)


def test_small_print_stands_below_the_pictures_and_above_the_tables():
    rows = pl.DataFrame({"class": ["2A"]})
    page = build(Document("x", [Section("a", ["Sentence."], [coverage()], ["Small print."], [Table("Table", rows)])]))
    assert page.index("Sentence.") < page.index("</figure>") < page.index("Small print.") < page.index("<table>")


# The same document as PDF

CODE = '#read("report.typ") *x* _y_ $z$ // @preview \\'


def printed(*sentences: str) -> bytes:
    rows = pl.DataFrame({"class": [CODE, "2B"], "families": [27, None]})
    part = Section(CODE, sentences, [coverage(CODE)], [CODE], [Table(CODE, rows)])
    made = [("What is counted", "A family counts once.")]
    return build_pdf(Document(CODE, [part, Section("b", new_page=True)], subtitle=CODE, lead=CODE, made=made))


@pytest.fixture(scope="module")
def paper() -> bytes:
    return printed(CODE)


def test_the_pdf_reads_every_text_as_text_and_never_as_code_or_markup(paper: bytes):
    read = pdf_text.text(paper)
    assert read.count(CODE) == 9  # title, line below, lead, heading, sentence, picture, small print, caption, row
    assert "#set document" not in read


def test_a_null_in_the_pdf_is_said_in_words(paper: bytes):
    assert "2Bnot known" in pdf_text.text(paper)


def test_each_page_of_the_pdf_has_its_number_and_the_method_a_page_of_its_own(paper: bytes):
    read = pdf_text.text(paper)
    assert pdf_text.pages(paper) == 3
    assert [f"{page} / 3" in read for page in (1, 2, 3)] == [True] * 3
    assert read.index("2 / 3") < read.index("How these figures are made") < read.index("3 / 3")


def test_the_same_document_is_the_same_bytes_with_no_time_of_making_in_them(paper: bytes):
    assert paper == printed(CODE)
    assert not re.search(rb"CreationDate|ModDate|xmp:CreateDate", paper)


def test_the_pdf_can_be_heard_it_is_tagged_and_says_its_language(paper: bytes):
    assert b"pdfuaid" in paper
    assert re.search(rb"/Lang\s*\(en\)", b"".join(pdf_text.objects(paper).values()))
    assert b"One row a class" in b"".join(pdf_text.objects(paper).values())  # the picture's text alternative


def test_letters_that_no_font_has_are_boxes_and_the_rest_is_there():
    paper = printed("Before \U000131d0 after.")
    assert b"pdfuaid" not in paper
    assert "after." in pdf_text.text(paper)


@pytest.mark.parametrize(
    "code",
    ['read("/etc/passwd")', 'read("/pdf.py")', 'read("../pdf.py")', 'read("../../cli.py")', 'image("/etc/hosts")'],
)
def test_typst_opens_nothing_but_the_template(code: str, monkeypatch: pytest.MonkeyPatch):
    assert [path.name for path in pdf.SHEET.iterdir()] == ["report.typ"]
    monkeypatch.setattr(pdf, "TEMPLATE", b'#read("/report.typ").len()')
    assert build_pdf(Document("Title", [])).startswith(b"%PDF")
    monkeypatch.setattr(pdf, "TEMPLATE", f"#{code}".encode())
    with pytest.raises(typst.TypstError, match=r"not found|escape"):
        build_pdf(Document("Title", []))


def test_the_template_asks_for_no_file_and_no_package():
    template = pdf.TEMPLATE.read_text(encoding="utf-8")
    assert not re.search(r"#?(?:import|include)\b|\bread\(|\beval\(|@preview|\bplugin\(", template)
    assert re.findall(r"\b(?:json|image)\((\w+)", template) == ["bytes", "bytes"]

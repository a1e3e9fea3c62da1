"""Reports as PDF, read by poppler and by pdfplumber: text that can be searched, and the tree that screen readers go by."""

import io
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import pdfplumber
import pytest
import requests
from server import Server

# As the head of every letter has it, each letter with its tone in one character.
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@pytest.fixture(scope="module")
def report(server: Server) -> bytes:
    answer = requests.get(f"{server.api}/reports/2018.pdf", timeout=30)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return answer.content


@pytest.fixture(scope="module")
def pdf(report: bytes) -> Iterator[pdfplumber.PDF]:
    with pdfplumber.open(io.BytesIO(report)) as opened:
        yield opened


@pytest.fixture(scope="module")
def drawn(pdf: pdfplumber.PDF) -> dict[tuple[int, int], str]:
    """What is written under each tag, by page and number."""
    texts: dict[tuple[int, int], str] = defaultdict(str)
    for page in pdf.pages:
        for character in page.chars:
            if character.get("mcid") is not None:
                texts[page.page_number, character["mcid"]] += character["text"]
    return texts


def poppler(program: str, report: bytes, *options: str) -> str:
    run = subprocess.run([program, *options, "-", *(["-"] if program == "pdftotext" else [])], input=report, capture_output=True, check=True)
    return run.stdout.decode()


def nodes(branch: list[dict], kind: str) -> Iterator[dict]:
    for node in branch:
        if node["type"] == kind:
            yield node
        yield from nodes(node.get("children", []), kind)


def columns(row: dict) -> int:
    return sum(cell.get("attributes", {}).get("ColSpan", 1) for cell in row["children"])


def text(node: dict, drawn: dict[tuple[int, int], str]) -> str:
    return "".join(drawn[node["page_number"], mcid] for mcid in node.get("mcids", [])).strip()


def test_it_says_what_it_is(report: bytes) -> None:
    facts = dict(line.split(":", 1) for line in poppler("pdfinfo", report).splitlines())
    facts = {name: value.strip() for name, value in facts.items()}
    assert facts["Tagged"] == "yes"
    assert "2228/KH-UBND" in facts["Title"]
    assert facts["Author"].endswith("tỉnh Lai Châu")
    assert facts["Page size"].endswith("(A4)")
    metadata = poppler("pdfinfo", report, "-meta")
    for standard in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"):
        assert standard in metadata


def test_its_text_is_found(report: bytes) -> None:
    said = poppler("pdftotext", report)
    assert MOTTO in said and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert said == unicodedata.normalize("NFC", said)
    assert "\ufffd" not in said


def test_every_typeface_is_in_it(report: bytes) -> None:
    lines = poppler("pdffonts", report).splitlines()[2:]
    assert any("Tinos-Regular" in line for line in lines)
    for line in lines:
        embedded, subset, searchable = line.split()[-5:-2]
        assert (embedded, subset, searchable) == ("yes", "yes", "yes"), line


def test_the_headings_lead_through_it(pdf: pdfplumber.PDF, drawn: dict[tuple[int, int], str]) -> None:
    tree = pdf.structure_tree
    assert pdf.doc.catalog["Lang"].decode() == "vi-VN"
    first = [text(node, drawn) for node in nodes(tree, "H1")]
    assert first[0].startswith("I. ") and first[1].startswith("II. ")
    assert list(nodes(tree, "H2"))


def test_tables_are_tables(pdf: pdfplumber.PDF, drawn: dict[tuple[int, int], str]) -> None:
    tables = list(nodes(pdf.structure_tree, "Table"))
    assert tables
    for table in tables:
        assert [part["type"] for part in table["children"]] == ["Caption", "THead", "TBody"]
        heads = list(nodes([table["children"][1]], "TH"))
        assert all(head["attributes"]["Scope"] == "Column" for head in heads)
        for row in nodes(table["children"][2:], "TR"):
            # pdfplumber leaves empty cells out.
            assert len(heads) - 2 <= columns(row) <= len(heads)
    borders = next(table for table in tables if "23 xã biên giới" in text(table["children"][0], drawn))
    rows = list(nodes(borders["children"][2:], "TR"))
    assert {columns(row) for row in rows[:23]} == {len(list(nodes([borders["children"][1]], "TH")))}
    assert [text(row["children"][0], drawn) for row in rows[:23]] == [str(number) for number in range(1, 24)]
    names = [text(node, drawn) for node in nodes([{"type": "TBody", "children": rows[:23]}], "TH")]
    assert len(names) == 23 and "Xã Dào San" in names


def test_the_map_is_told_in_words(pdf: pdfplumber.PDF) -> None:
    figures = list(nodes(pdf.structure_tree, "Figure"))
    assert figures and all(len(figure["alt_text"]) > 40 for figure in figures)


def test_two_answers_are_the_same_file(server: Server, report: bytes) -> None:
    assert requests.get(f"{server.api}/reports/2018.pdf", timeout=30).content == report
    other = requests.get(f"{server.api}/reports/2018.pdf?lang=en", timeout=30).content
    assert "Independence - Freedom - Happiness" in poppler("pdftotext", other)

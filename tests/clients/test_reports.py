"""Reports in the programs that people have: DOCX in LibreOffice and python-docx, workbooks recalculated by LibreOffice."""

import re
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
import requests
from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from openpyxl import load_workbook
from server import Server

CONVERT_S = 120


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str, str], bytes]:
    """Turns a file into another format with LibreOffice, which has a profile of its own here."""
    profile = tmp_path_factory.mktemp("profile")

    def convert(file: bytes, name: str, into: str) -> bytes:
        directory = tmp_path_factory.mktemp("convert")
        source = directory / name
        source.write_bytes(file)
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", into]
        run = subprocess.run(
            [*command, "--outdir", directory, source], capture_output=True, text=True, timeout=CONVERT_S, check=False
        )
        made = source.with_suffix("." + into.split(":")[0])
        assert made.exists() and made != source, f"{run.stdout}\n{run.stderr}"
        return made.read_bytes()

    return convert


def report(server: Server, file: str, **query: str) -> bytes:
    answer = requests.get(f"{server.api}/reports/{file}", params=query, timeout=30)
    answer.raise_for_status()
    return answer.content


def summary(server: Server, day: str) -> dict:
    return requests.get(f"{server.api}/summary", params={"as_of": day}, timeout=10).json()


@pytest.fixture(scope="session")
def docx(server: Server) -> Docx:
    return Document(BytesIO(report(server, "2018-h1.docx")))


def vi(number: float) -> str:
    return f"{number:,.0f}".replace(",", ".")


def test_headings_are_headings(docx: Docx) -> None:
    of_level = {level: [p.text for p in docx.paragraphs if p.style.name == f"Heading {level}"] for level in (1, 2)}
    starts = [text.split(".")[0] for text in of_level[1]]
    assert starts == ["I", "II", "III", "IV", "V", "VI", "PHỤ LỤC I", "PHỤ LỤC II"]
    assert of_level[2][:3] == ["1. Pano", "2. Tờ rơi", "3. Người tham gia"]
    assert [p.text for p in docx.paragraphs if p.style.name == "Title"][0] == "BÁO CÁO"


def tables(docx: Docx) -> Iterator[tuple[str, list]]:
    """Tables with their captions; what sets texts side by side has none."""
    for table in docx.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None:
            yield caption.get(qn("w:val")), table


def test_tables_repeat_their_heads_and_have_captions(docx: Docx) -> None:
    found = list(tables(docx))
    assert len(found) >= 10
    captions = [p.text for p in docx.paragraphs if p.style.name == "Caption"]
    for number, (caption, table) in enumerate(found, 1):
        assert caption.startswith(f"Bảng {number}. ")
        assert caption in captions
        heads = [row for row in table.rows if row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None]
        assert len(heads) == 1
        assert heads[0]._tr is table.rows[0]._tr


def test_pages_are_those_of_offices(docx: Docx) -> None:
    assert [s.orientation for s in docx.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    for section in docx.sections:
        margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        for margin, wanted in zip(margins, (20, 20, 20, 30), strict=True):
            assert abs(margin - Mm(wanted)) < Mm(0.1)
    # The letter's first page has no number.
    assert docx.sections[0].different_first_page_header_footer
    normal = docx.styles["Normal"]
    assert normal.font.size.pt == 14
    defaults = docx.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"
    assert defaults.find(f".//{qn('w:rFonts')}").get(qn("w:ascii")) == "Times New Roman"


def test_the_map_has_an_alternative_text(docx: Docx) -> None:
    pictures = docx.element.body.findall(f".//{qn('wp:docPr')}")
    assert len(pictures) == 1
    assert "108 xã, phường, thị trấn" in pictures[0].get("descr")


def test_properties_are_told(docx: Docx) -> None:
    properties = docx.core_properties
    assert properties.title.startswith("Báo cáo kết quả thực hiện Kế hoạch số 2228/KH-UBND")
    assert properties.author.startswith("Sở Lao động - Thương binh và Xã hội")
    assert properties.language == "vi-VN"
    assert properties.created == properties.modified


def test_libreoffice_reads_the_figures(server: Server, converted: Callable[[bytes, str, str], bytes]) -> None:
    for period, day in (("2018-h1", "2018-06-30"), ("2018", "2018-12-31")):
        figures = summary(server, day)
        text = converted(report(server, f"{period}.docx"), f"{period}.docx", "txt:Text (encoded):UTF8").decode("utf-8-sig")
        leaflets = figures["leaflets"]
        assert f"{vi(leaflets['achieved'])}/{vi(leaflets['target'])} tờ" in text
        assert f"{figures['panos']['built']}/10 pano" in text
        reached = figures["communes"]["by_status"]["reached"]
        assert f"{reached}/108 xã, phường, thị trấn đã đạt" in text
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        assert "DỮ LIỆU MẪU – KHÔNG PHẢI SỐ LIỆU THẬT" in text


def test_libreoffice_lays_it_out(server: Server, converted: Callable[[bytes, str, str], bytes], tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    pdf.write_bytes(converted(report(server, "2017.docx", district="Phong Thổ"), "report.docx", "pdf"))
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert 6 <= int(re.search(r"Pages:\s+(\d+)", info)[1]) <= 16
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert "UBND HUYỆN PHONG THỔ" in text
    assert "III. TÌNH HÌNH 18 XÃ, PHƯỜNG, THỊ TRẤN" in text


def test_totals_come_out_when_they_are_calculated_anew(
    server: Server, converted: Callable[[bytes, str, str], bytes]
) -> None:
    file = report(server, "2018.xlsx")
    stored = load_workbook(BytesIO(file), data_only=True)
    formulas = load_workbook(BytesIO(file))
    # Whatever was stored as the result, LibreOffice calculates again when it writes ODS.
    anew = load_workbook(BytesIO(converted(converted(file, "report.xlsx", "ods"), "report.ods", "xlsx")), data_only=True)
    checked = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    was, now = stored[sheet.title][cell.coordinate].value, anew[sheet.title][cell.coordinate].value
                    assert was == now, f"{sheet.title}!{cell.coordinate}"
                    checked += 1
    assert checked >= 12
    assert stored["Tờ rơi"]["D13"].value == summary(server, "2018-12-31")["leaflets"]["achieved"]
    assert all(sheet.freeze_panes for sheet in stored.worksheets[1:])

"""CSV and XLSX as other programs read them: pandas, openpyxl, and LibreOffice, which computes every formula anew."""

import csv
import subprocess
from pathlib import Path

import openpyxl
import pandas
import pytest
import requests
from server import Server

QUERY = {"line": "2018-border-conferences", "as_of": "2018-09-30"}
WORDS = {
    "reached": "Đã phủ",
    "partial": "Một phần",
    "pending": "Chưa đến hạn",
    "overdue": "Trống – quá hạn",
    "not_targeted": "Ngoài phạm vi",
}


def save(server: Server, where: Path, name: str, **query: str) -> Path:
    answer = requests.get(f"{server.url}/data/{name}", params=query, timeout=20)
    answer.raise_for_status()
    file = where / name
    file.write_bytes(answer.content)
    return file


def figures(server: Server) -> tuple[dict[str, int], dict[str, int]]:
    summary = requests.get(f"{server.api}/summary", params=QUERY, timeout=10).json()
    return summary["communes"]["by_status"], summary["border_communes"]["by_status"]


def features(server: Server, collection: str, **query: str) -> list[dict]:
    return requests.get(f"{server.url}/data/{collection}.geojson", params=query, timeout=20).json()["features"]


@pytest.mark.parametrize("collection", ["communes", "border-communes", "districts", "pano-sites", "coverage", "activities"])
def test_pandas_reads_the_values_of_the_api(server: Server, tmp_path: Path, collection: str) -> None:
    table = pandas.read_csv(save(server, tmp_path, f"{collection}.csv"), dtype=str, keep_default_na=False)
    sent = features(server, collection)
    assert len(table) == len(sent)
    for name, value in sent[0]["properties"].items():
        if isinstance(value, str):
            assert [text.removeprefix("'") for text in table[name]] == [f["properties"][name] or "" for f in sent], name
        elif isinstance(value, int | float) and not isinstance(value, bool):
            numbers = [None if text == "" else float(text) for text in table[name]]
            assert numbers == [f["properties"][name] for f in sent], name


def test_counts_of_a_csv_file_are_those_of_the_screen(server: Server, tmp_path: Path) -> None:
    table = pandas.read_csv(save(server, tmp_path, "coverage.csv", **QUERY), dtype={"code": str})
    communes, border = figures(server)
    assert {status: int((table.status == status).sum()) for status in communes} == communes
    assert {status: int((table[table.border].status == status).sum()) for status in border} == border
    assert table.code.str.len().eq(5).all()


def test_openpyxl_finds_formulas_with_their_results(server: Server, tmp_path: Path) -> None:
    file = save(server, tmp_path, "coverage.xlsx", **QUERY)
    formulas, results = openpyxl.load_workbook(file), openpyxl.load_workbook(file, data_only=True)
    cover, _, border = formulas.sheetnames
    communes, at_border = figures(server)
    for status, words in WORDS.items():
        (row,) = (row for row in formulas[cover].iter_rows() if row[0].value == words)
        assert row[1].value.startswith("=COUNTIF(") and row[2].value.startswith("=COUNTIFS(")
        stored = results[cover]
        assert (stored.cell(row[0].row, 2).value, stored.cell(row[0].row, 3).value) == (communes[status], at_border[status])
    data = formulas[formulas.sheetnames[1]]
    assert data.freeze_panes == "C2" and data.auto_filter.ref.startswith("A1:")
    assert data.page_setup.orientation == "landscape" and data.print_title_rows == "$1:$1"
    assert all(isinstance(cell.value, str) and len(cell.value) == 5 for cell in data["A"][1:109])
    # Their header, and the sums below.
    assert formulas[border].max_row == 23 + 2


def test_libreoffice_computes_what_the_api_says(server: Server, tmp_path: Path) -> None:
    file = save(server, tmp_path, "coverage.xlsx", **QUERY)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    # Every sheet as a table of its own, with values as they are shown.
    to = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", to, "--outdir", tmp_path, file], check=True, capture_output=True, timeout=180
    )
    (cover,) = tmp_path.glob("coverage-Giới thiệu*.csv")
    rows = {row[0]: row for row in csv.reader(cover.open(encoding="utf-8")) if row and row[0]}
    communes, border = figures(server)
    for status, words in WORDS.items():
        assert [int(n) for n in rows[words][1:3]] == [communes[status], border[status]], words
    assert [int(n) for n in rows["Tổng"][1:3]] == [108, 23]
    (data,) = tmp_path.glob("coverage-Dữ liệu*.csv")
    *table, total = csv.DictReader(data.open(encoding="utf-8"))
    sent = features(server, "coverage", **QUERY)
    for title, name in (("Chỉ tiêu", "quota"), ("Đã đạt", "achieved"), ("Còn thiếu", "gap")):
        whole = sum(f["properties"][name] or 0 for f in sent)
        assert float(total[title].replace(",", "")) == whole, title
    assert [row["Mã xã"] for row in table] == [f["properties"]["code"] for f in sent]

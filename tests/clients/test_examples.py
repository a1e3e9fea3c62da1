"""Every example of `/api/docs/examples`, taken from the page as a reader copies it, and run."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import geopandas
import pytest
import requests
from server import Server

CONFERENCES = "2018-border-conferences"
QGIS_PYTHON = Path("/usr/lib/python3/dist-packages/qgis")


@pytest.fixture(scope="module", params=["vi", "en"])
def page(request: pytest.FixtureRequest, server: Server) -> dict[str, str]:
    """The code of every example by its id. Both languages of the page must hold the same."""
    answer = requests.get(f"{server.api}/docs/examples", params={"f": "html", "lang": request.param}, timeout=10)
    answer.raise_for_status()
    found = re.findall(r'<code id="code-(\w+)"[^>]*>(.*?)</code>', answer.text, re.S)
    return {name: html.unescape(code) for name, code in found}


@pytest.fixture(scope="module")
def examples(server: Server) -> dict[str, str]:
    answer = requests.get(f"{server.api}/docs/examples", params={"lang": "en"}, timeout=10)
    found = re.findall(r'<code id="code-(\w+)"[^>]*>(.*?)</code>', answer.text, re.S)
    return {name: html.unescape(code) for name, code in found}


def features(server: Server, collection: str, **query: str) -> list[dict]:
    answer = requests.get(f"{server.api}/collections/{collection}/items", params=query, timeout=10)
    answer.raise_for_status()
    return answer.json()["features"]


def run(command: list[str], code: str, where: Path, name: str) -> str:
    file = where / name
    file.write_text(code)
    ran = subprocess.run(
        [*command, name], cwd=where, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert not re.search(r"\b(error|warning)\b", ran.stderr, re.I), ran.stderr
    return ran.stdout


def waiting(server: Server) -> dict[str, str]:
    found = features(server, "coverage", line=CONFERENCES, status="overdue")
    assert found, "the sample data leave something to do"
    return {f["id"]: f["properties"]["name"] for f in found}


def areas(server: Server) -> dict[str, float]:
    """By district, in km², as the service has them."""
    return {f["properties"]["name"]: f["properties"]["area_km2"] for f in features(server, "districts")}


def told_areas(told: str) -> dict[str, float]:
    return {name.strip(): float(area) for name, area in re.findall(r"^([^\d\n]+?) +(\d+\.\d+)$", told, re.M)}


def test_both_languages_show_the_same_code(server: Server, page: dict[str, str], examples: dict[str, str]) -> None:
    assert page == examples
    assert list(page) == ["qgis", "python", "r", "curl", "javascript", "gdal", "excel"]
    for code in page.values():
        assert server.url in code and "{base}" not in code


def test_python(server: Server, examples: dict[str, str], tmp_path: Path) -> None:
    told = run([sys.executable, "-W", "error"], examples["python"], tmp_path, "example.py")
    left = waiting(server)
    for code, name in left.items():
        assert re.search(rf"^ *{code} +{name} ", told, re.M), told
    assert len(geopandas.read_file(tmp_path / "waiting.gpkg")) == len(left)
    assert told_areas(told) == pytest.approx(areas(server), rel=0.005)


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed (Debian: r-cran-sf)")
def test_r(server: Server, examples: dict[str, str], tmp_path: Path) -> None:
    told = run(["Rscript"], examples["r"], tmp_path, "example.R")
    for code, name in waiting(server).items():
        assert re.search(rf"^ *{code} +{name} ", told, re.M), told
    # R puts the names in a line above the figures, as many as fit.
    told_areas = sorted(float(area) for area in re.findall(r"\d+\.\d+", told))
    assert told_areas == pytest.approx(sorted(areas(server).values()), rel=0.005)


def test_curl(server: Server, examples: dict[str, str], tmp_path: Path) -> None:
    told = run(["sh", "-eu"], examples["curl"], tmp_path, "example.sh")
    (saved,) = tmp_path.glob("*.geojson")
    assert len(geopandas.read_file(saved)) == 108
    assert told.count('"type":"FeatureCollection"') == 2
    assert (tmp_path / "summary.json").stat().st_size > 0
    before = (tmp_path / "summary.json").stat().st_mtime_ns
    saved.unlink()
    run(["sh", "-eu"], examples["curl"], tmp_path, "example.sh")
    assert (tmp_path / "summary.json").stat().st_mtime_ns == before, "nothing changed, so nothing is written"


def test_javascript(server: Server, examples: dict[str, str], tmp_path: Path) -> None:
    told = run(["node"], examples["javascript"], tmp_path, "example.mjs").splitlines()
    count = len(features(server, "activities", plan_line=CONFERENCES, limit="1000"))
    assert count > 10, "more than one page"
    assert told[0] == f"{count} conferences"
    reached = len(features(server, "coverage", line=CONFERENCES, border="true", status="reached"))
    assert told[1] == f"{reached} of 23 border communes reached"


def test_gdal(server: Server, examples: dict[str, str], tmp_path: Path) -> None:
    told = run(["sh", "-eu"], examples["gdal"], tmp_path, "example.sh")
    assert "Feature Count: 108" in told
    for layer, count in {"communes": 108, "activities": 211}.items():
        copied = geopandas.read_file(tmp_path / "lai-chau.gpkg", layer=layer)
        assert (len(copied), copied.crs.to_epsg()) == (count, 3405)
    rows = (tmp_path / "overdue.csv").read_text().splitlines()
    assert rows[0] == "code,name,district,gap"
    assert len(rows) - 1 == len(features(server, "coverage", line="2018-leaflets", status="overdue"))


def test_what_the_excel_example_relies_on(server: Server, examples: dict[str, str]) -> None:
    """No Excel runs here: a list of records that all have the same members, under `features` and `properties`."""
    (address,) = re.findall(r'Web\.Contents\("([^"]+)"\)', examples["excel"])
    answer = requests.get(address, timeout=10)
    assert answer.headers["content-type"] == "application/geo+json"
    records = [feature["properties"] for feature in answer.json()["features"]]
    assert len(records) == 108 and len({tuple(record) for record in records}) == 1
    assert all(isinstance(record["code"], str) for record in records)


@pytest.mark.skipif(not QGIS_PYTHON.exists(), reason="QGIS is not installed (Debian: python3-qgis)")
def test_qgis(server: Server, examples: dict[str, str]) -> None:
    """QGIS's own providers load every layer of the example, without a window."""
    ran = subprocess.run(
        ["/usr/bin/python3", Path(__file__).parent / "in_qgis.py"],
        input=examples["qgis"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    layers = {layer["name"]: layer for layer in map(json.loads, ran.stdout.splitlines())}
    since = len(features(server, "activities", filter="start >= DATE('2018-01-01')", limit="1000"))
    assert 0 < since < 211
    for name, count, crs in (
        ("Communes", 108, "EPSG:4326"),
        ("Activities", since, "EPSG:4326"),
        ("Conferences", 108, "EPSG:4326"),
        ("Panos", 10, "EPSG:9205"),
    ):
        layer = layers.pop(name)
        assert layer["valid"], name
        assert (layer["count"], layer["placed"], layer["crs"]) == (count, count, crs), name
        west, south, east, north = layer["extent"]
        if crs == "EPSG:4326":
            assert 102 < west <= east < 104.2 and 21.5 < south <= north < 23, name
        else:
            assert 4e5 < west <= east < 7e5 and 2.4e6 < south <= north < 2.6e6, name
    assert layers == {}

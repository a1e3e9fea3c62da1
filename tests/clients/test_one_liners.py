"""Simple things are simple: one line each."""

import subprocess
import sys

import pytest
from server import Server

LINES = {
    "the standard library": (
        "import json,urllib.request as u; print(len(json.load(u.urlopen('{url}/data/communes.geojson'))['features']))",
        "108",
    ),
    "requests": (
        "import requests; print(requests.get('{url}/data/border-communes.geojson').json()['numberMatched'])",
        "23",
    ),
    "pandas": (
        "import pandas,requests; print(len(pandas.json_normalize(requests.get('{url}/data/coverage.geojson').json()['features'])))",
        "108",
    ),
    "geopandas": (
        "import geopandas; print(geopandas.read_file('{url}/data/pano-sites.geojson').geom_type.unique()[0])",
        "Point",
    ),
    "shapely": (
        "import shapely,urllib.request as u; print(shapely.from_geojson(u.urlopen('{url}/data/districts.geojson').read()).geom_type)",
        "GeometryCollection",
    ),
}


@pytest.mark.parametrize("library", LINES)
def test_one_line_of_python(server: Server, library: str) -> None:
    line, wanted = LINES[library]
    run = subprocess.run([sys.executable, "-c", line.format(url=server.url)], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, wanted), run.stderr

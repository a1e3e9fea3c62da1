"""The OpenAPI document, as two validators see it."""

import json
import os
import subprocess
from pathlib import Path

import pytest
import requests
from openapi_spec_validator import OpenAPIV30SpecValidator
from server import Server

HERE = Path(__file__).parent
SPECTRAL = HERE / "node_modules/.bin/spectral"


@pytest.fixture(scope="module")
def document(server: Server) -> dict:
    answer = requests.get(f"{server.api}/openapi.json", timeout=10)
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    return answer.json()


def test_it_is_valid_openapi_3_0(document: dict) -> None:
    assert document["openapi"].startswith("3.0.")
    assert list(OpenAPIV30SpecValidator(document).iter_errors()) == []


def test_spectral_has_nothing_to_say(document: dict, tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document))
    rules = HERE / "spectral.yaml"
    run = subprocess.run(
        [SPECTRAL, "lint", "--ruleset", rules, "--fail-severity", "warn", "--format", "stylish", file],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "No results" in run.stdout

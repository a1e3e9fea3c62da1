"""Schemathesis: thousands of requests made from the OpenAPI document, good and bad. No answer may be a 5xx, nor anything
that the document does not say: no other status, type, header or shape, no acceptance of what it forbids."""

import os
import re
import subprocess
import sys
from pathlib import Path

from server import Server

HERE = Path(__file__).parent
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")


def hold_to_the_document(server: Server, where: Path, operations: int, *more: str) -> None:
    run = subprocess.run(
        [
            *[SCHEMATHESIS, "--config-file", HERE / "schemathesis.toml"],
            *["run", f"{server.api}/openapi.json", *more],
        ],
        cwd=where,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(HERE), "SCHEMATHESIS_HOOKS": "contract_hooks"},
    )
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr
    (tested,) = re.findall(r"^  Tested: (\d+)$", run.stdout, re.M)
    (cases,) = re.findall(r"^  (\d+) generated", run.stdout, re.M)
    assert int(tested) >= operations and int(cases) > 1000, run.stdout


def test_reading_without_an_account(server: Server, tmp_path: Path) -> None:
    hold_to_the_document(server, tmp_path, 60, "--include-method", "GET", "--phases", "examples,coverage")


def test_everything_as_an_administrator(throw_away: Server, tmp_path: Path) -> None:
    token = f"Authorization: Bearer {throw_away.token}"
    phases = ["--phases", "examples,coverage,fuzzing", "--max-examples", "25"]
    hold_to_the_document(throw_away, tmp_path, 80, "-H", token, *phases)

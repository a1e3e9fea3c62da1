"""The real server on a free port, with the sample data, in a directory of its own."""

import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("VUNGPHU_BIN", ROOT / "target/release/vungphu"))
ADDRESS = re.compile(r"Listening at (http://\S+)")
START_S = 20
STOP_S = 20
PASSWORD = "ruộng-bậc-thang-mùa-lúa-chín"


@dataclass
class Server:
    """`url` has no slash at its end. `token` belongs to an administrator."""

    url: str
    token: str
    lines: list[str] = field(repr=False)

    @property
    def api(self) -> str:
        return f"{self.url}/api"

    def log(self) -> str:
        return "".join(self.lines)


def vungphu(*args: str, given: str = "") -> str:
    """Runs one command of the program to its end, as an administrator does in a terminal."""
    run = subprocess.run([BINARY, *args], input=given, capture_output=True, text=True, cwd=ROOT, check=False)
    assert run.returncode == 0, f"vungphu {' '.join(args)} ended with {run.returncode}:\n{run.stderr}"
    return run.stdout


@contextmanager
def serve(*more: str) -> Iterator[Server]:
    """Starts a server and ends it again; what it says must not hold an error."""
    with tempfile.TemporaryDirectory(prefix="vungphu-clients-") as directory:
        at = ("--data-dir", directory)
        vungphu("user", "add", "hoa.admin", "--role", "admin", "--password-stdin", *at, given=PASSWORD)
        token = vungphu("user", "token", "hoa.admin", *at).strip()
        process = subprocess.Popen(
            [BINARY, "serve", "--listen", "127.0.0.1:0", "--demo", *at, *more],
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        lines: list[str] = []
        found = threading.Event()

        def read() -> None:
            for line in process.stdout or ():
                lines.append(line)
                if ADDRESS.search(line):
                    found.set()
            found.set()

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            found.wait(START_S)
            address = ADDRESS.search("".join(lines))
            assert address, f"no address within {START_S} s:\n{''.join(lines)}"
            yield Server(address[1], token, lines)
        finally:
            process.terminate()
            try:
                status = process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
            reader.join()
        assert status == 0, f"the server ended with {status}:\n{''.join(lines)}"
        assert not re.search(r" ERROR |panicked", "".join(lines)), "".join(lines)

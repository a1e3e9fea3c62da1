"""Measures the release binary from outside: start, memory, throughput beside nginx, and what a new day costs.

Needs nginx and wrk (Debian packages) for the comparison; without them that part is left out and said so. Everything runs
on this machine's loopback. Absolute figures vary with the machine; the ratio to nginx, taken in turns, is what holds.

    python3 benches/measure.py [target/release/vungphu]
"""

import contextlib
import gzip
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path

BINARY = sys.argv[1] if len(sys.argv) > 1 else "target/release/vungphu"
COVERAGE = "/api/collections/coverage/items"
FEATURE = "/api/collections/communes/items/03571"
STARTS, ROUNDS, SECONDS, CONNECTIONS = 15, 7, 3, 8
NGINX_PORT = 18999


class Server:
    def __init__(self, directory: str, *flags: str):
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [BINARY, "serve", "--listen", "127.0.0.1:0", "--data-dir", directory, *flags], stderr=subprocess.PIPE, text=True
        )
        for line in self.process.stderr:
            if match := re.search(r"Listening at (http://\S+)", line):
                self.url = match[1]
                break
        else:
            raise SystemExit("the server did not start")

    def get(self, path: str, encoding: str = "identity") -> bytes:
        request = urllib.request.Request(self.url + path, headers={"Accept-Encoding": encoding})
        with urllib.request.urlopen(request) as response:
            return response.read()

    def resident_mb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait() != 0:
            raise SystemExit("the server did not stop cleanly")


def spread(values: list[float], digits: int = 1) -> str:
    return f"median {statistics.median(values):.{digits}f} (min {min(values):.{digits}f}, max {max(values):.{digits}f})"


def measure_start(directory: str) -> None:
    ready, memory = [], []
    for _ in range(STARTS):
        server = Server(directory)
        server.get("/readyz")
        ready.append((time.perf_counter() - server.began) * 1000)
        memory.append(server.resident_mb())
        server.stop()
    print(f"process start to /readyz, existing database, ms: {spread(ready)}")
    print(f"resident memory after start, MB: {spread(memory)}")


def measure_new_days(directory: str) -> None:
    first = date(2016, 11, 9)
    days = [first + timedelta(n) for n in range(700)]
    for encoding in ("identity", "gzip", "zstd", "br"):
        server = Server(directory)
        server.get(f"{COVERAGE}?line=2018-leaflets&as_of=2016-11-01")
        before = server.cpu_seconds()
        for day in days:
            server.get(f"{COVERAGE}?line=2018-leaflets&as_of={day}", encoding)
        cpu = (server.cpu_seconds() - before) / len(days) * 1000
        server.stop()
        print(f"whole coverage of a new day over HTTP, {encoding}: {cpu:.2f} ms of CPU each ({len(days)} days)")


def wrk(url: str, *options: str) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *options, url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise SystemExit(out)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])


# As Debian's package sets it up, and with everything switched on that spares nginx work.
NGINX = {
    "as Debian sets it up": "access_log {root}/access.log;",
    "tuned (no access log, open files cached)": "access_log off; open_file_cache max=16; keepalive_requests 1000000;",
}


def measure_beside_nginx(directory: str) -> None:
    if not (shutil.which("nginx") and shutil.which("wrk")):
        print("left out: the comparison needs nginx and wrk (apt-get install nginx-light wrk)")
        return
    server = Server(directory)
    for name, path, encoding in (("whole coverage collection", COVERAGE, "gzip"), ("one feature", FEATURE, "identity")):
        # The very bytes that the service sends.
        body, sent = server.get(path), server.get(path, encoding)
        print(f"{name}: {len(body)} bytes, {len(sent)} as {encoding}, {CONNECTIONS} connections")
        for setup, settings in NGINX.items():
            with tempfile.TemporaryDirectory() as root:
                Path(root, "file.json").write_bytes(body)
                if encoding == "gzip":
                    assert gzip.decompress(sent) == body
                    Path(root, "file.json.gz").write_bytes(sent)
                header = ("-H", f"Accept-Encoding: {encoding}")
                with nginx(root, settings) as static:
                    ours, theirs = [], []
                    for _ in range(ROUNDS):
                        ours.append(wrk(server.url + path, *header))
                        theirs.append(wrk(static + "/file.json", *header))
            print(f"  beside nginx {setup}:")
            print(f"    vungphu requests/s: {spread(ours, 0)}")
            print(f"    nginx requests/s: {spread(theirs, 0)}")
            print(f"    ratio vungphu / nginx, in turns: {spread([a / b for a, b in zip(ours, theirs)], 2)}")
    print(f"  resident memory afterwards, MB: {server.resident_mb():.1f}")
    server.stop()


@contextlib.contextmanager
def nginx(root: str, settings: str):
    os.chmod(root, 0o755)
    temporary = " ".join(f"{part}_temp_path {root}/{part};" for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    Path(root, "nginx.conf").write_text(
        f"""worker_processes auto; daemon off; pid {root}/pid; error_log stderr crit;
        events {{ worker_connections 768; }}
        http {{ sendfile on; tcp_nopush on; gzip_static on; types {{ application/geo+json json; }} {temporary}
          {settings.format(root=root)}
          server {{ listen 127.0.0.1:{NGINX_PORT}; root {root}; }} }}"""
    )
    process = subprocess.Popen(["nginx", "-c", f"{root}/nginx.conf"])
    time.sleep(1)
    yield f"http://127.0.0.1:{NGINX_PORT}"
    process.terminate()
    process.wait()


# Every request for another window, of the size of a commune: none of them was asked for before.
WINDOWS = """
math.randomseed(os.time())
request = function()
  local west, south = 102.3 + math.random() * 1.5, 21.7 + math.random() * 0.9
  return wrk.format("GET", string.format("%s?bbox=%.6f,%.6f,%.6f,%.6f", wrk.path, west, south, west + SIZE, south + SIZE))
end
"""


def measure_windows(directory: str) -> None:
    if not shutil.which("wrk"):
        return
    server = Server(directory)
    for collection in ("communes", "coverage"):
        for size in (0.05, 0.2):
            with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
                script.write(WINDOWS.replace("SIZE", str(size)))
                script.flush()
                rates = [wrk(f"{server.url}/api/collections/{collection}/items", "-s", script.name) for _ in range(ROUNDS)]
            print(f"{collection} in ever other windows of {size} degrees, uncompressed, requests/s: {spread(rates, 0)}")
    server.stop()


def measure_first_view(directory: str) -> None:
    """The bytes of everything index.html names, as brotli; the browser test measures the real transfer."""
    server = Server(directory)
    page = server.get("/").decode()
    names = re.findall(r'(?:src|href)="(/[^"]+\.(?:js|css|svg|woff2))"', page)
    total = len(server.get("/", "br")) + sum(len(server.get(name, "br")) for name in set(names))
    print(f"files named by the first page, brotli: {total} bytes")
    server.stop()


with tempfile.TemporaryDirectory() as data:
    Server(data, "--demo").stop()
    measure_start(data)
    measure_new_days(data)
    measure_beside_nginx(data)
    measure_windows(data)
    measure_first_view(data)

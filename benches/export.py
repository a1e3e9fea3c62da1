"""Measures how a very large ledger leaves the service: rows per second and peak memory, over HTTP and on the command line.

    python3 benches/export.py [target/release/vungphu [ACTIVITIES]]

The ledger is made by SQL, as large as wanted (by default a million activities) and without its audit log, so `vungphu check`
would not accept it; nothing here writes to it. The client reads as fast as it can and throws away what it gets, on the same
machine.
"""

import os
import random
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

BINARY = sys.argv[1] if len(sys.argv) > 1 else "target/release/vungphu"
ACTIVITIES = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
LINES = ("2017-leaflets", "2018-leaflets", "2018-loudspeaker", "2018-border-conferences")
FORMATS = ("csv", "geojson")
ENCODINGS = ("identity", "gzip", "zstd")


def vungphu(directory: str, *arguments: str) -> list[str]:
    return [BINARY, *arguments, "--data-dir", directory]


def make_ledger(directory: str) -> None:
    """Activities of one to three places, with texts as districts write them."""
    codes = Path(directory, "communes.csv")
    subprocess.run(vungphu(directory, "export", "communes", "--output", str(codes)), check=True, capture_output=True)
    communes = [line.split(",")[0] for line in codes.read_text("utf-8-sig").splitlines()[1:]]
    chance = random.Random(2228)
    first = date(2016, 11, 9)

    def revisions():
        for seq in range(1, ACTIVITIES + 1):
            day = first + timedelta(chance.randrange(780))
            at = f"2019-01-01T{seq // 3_600_000 % 24:02}:{seq // 60_000 % 60:02}:{seq // 1000 % 60:02}.{seq % 1000:03}Z"
            name = str(uuid.UUID(int=chance.getrandbits(128), version=4))
            people = chance.randrange(20, 200)
            yield (seq, name, at, f"HD-{seq}", chance.choice(LINES), f"Phát tờ rơi tại chợ phiên, đợt {seq % 7 + 1}", str(day), people, people // 2,
                   f"{seq % 400}/BC-UBND", "Phối hợp với Đồn Biên phòng" if seq % 3 == 0 else None)

    with sqlite3.connect(Path(directory, "vungphu.sqlite3")) as db:
        db.executemany(
            "INSERT INTO revision (seq, activity, number, action, state, recorded_by, recorded_at, code, plan_line, title, start_on, participants, women, reference, note)"
            " VALUES (?, ?, 1, 'create', 'submitted', 'bench', ?, ?, ?, ?, ?, ?, ?, ?, ?)", revisions())
        db.executemany("INSERT INTO share (revision, position, unit, thousandths) VALUES (?, ?, ?, ?)", (
            (seq, place, unit, chance.randrange(20, 400) * 1000)
            for seq in range(1, ACTIVITIES + 1)
            for place, unit in enumerate(chance.sample(communes, seq % 3 + 1))))
        db.execute("INSERT INTO activity (id, head) SELECT activity, seq FROM revision ORDER BY activity")
    db.close()


def measure_command_line(directory: str) -> None:
    for suffix in FORMATS:
        out = Path(directory, f"activities.{suffix}")
        began = time.perf_counter()
        process = subprocess.Popen(vungphu(directory, "export", "activities", "--output", str(out)), stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        if status:
            raise SystemExit(f"export ended with {status}")
        megabytes = out.stat().st_size / 1e6
        out.unlink()
        report(f"command line, {suffix}", seconds, megabytes, used.ru_maxrss / 1024)


def measure_http(directory: str) -> None:
    process = subprocess.Popen(vungphu(directory, "serve", "--listen", "127.0.0.1:0"), stderr=subprocess.PIPE, text=True)
    try:
        url = next(match[1] for line in process.stderr if (match := re.search(r"Listening at (http://\S+)", line)))
        memory = lambda: int(re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())[1]) / 1024
        print(f"server after start: {memory():.0f} MB at most")
        for suffix in FORMATS:
            for encoding in ENCODINGS:
                began = time.perf_counter()
                size = read(url, f"/data/activities.{suffix}", encoding)
                report(f"HTTP, {suffix}, {encoding}", time.perf_counter() - began, size / 1e6, memory())
    finally:
        process.terminate()
        process.wait()


def read(url: str, path: str, encoding: str) -> int:
    """Bytes of an answer, read by a client that does nothing else."""
    where = urlsplit(url)
    with socket.create_connection((where.hostname, where.port)) as client:
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n".encode())
        buffer, size, tail = bytearray(1 << 18), 0, b""
        while count := client.recv_into(buffer):
            if not size and not buffer.startswith(b"HTTP/1.1 200"):
                raise SystemExit(bytes(buffer[:count]).decode())
            size, tail = size + count, bytes(buffer[max(0, count - 16) : count])
    if not tail.endswith(b"0\r\n\r\n"):
        raise SystemExit("the answer broke off")
    return size


def report(what: str, seconds: float, megabytes: float, memory: float) -> None:
    print(f"{what}: {ACTIVITIES / seconds:,.0f} rows/s ({seconds:.2f} s, {megabytes:.0f} MB), {memory:.0f} MB of memory at most", flush=True)


with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as data:
    make_ledger(data)
    print(f"{ACTIVITIES:,} activities, {Path(data, 'vungphu.sqlite3').stat().st_size / 1e6:.0f} MB, on {os.cpu_count()} cores", flush=True)
    measure_command_line(data)
    measure_http(data)

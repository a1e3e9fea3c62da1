"""GDAL's own programs, as GIS staff run them, with everything they complain about and every address they ask."""

import os
import re
import subprocess
from dataclasses import dataclass

# A warning that is about the machine, not about what the server says.
UNRELATED = re.compile(r"Cannot find|PROJ: ")


@dataclass
class Ran:
    out: str
    said: str

    @property
    def asked(self) -> list[str]:
        """The addresses that were fetched, in order."""
        return re.findall(r"HTTP: Fetch\((\S+)\)", self.said)

    @property
    def count(self) -> int:
        """The only layer's number of features."""
        (found,) = re.findall(r"^Feature Count: (\d+)$", self.out, re.M)
        return int(found)


@dataclass
class Layer:
    """What `ogrinfo -so` says of a layer."""

    name: str
    geometry: str
    count: int
    extent: tuple[float, ...]
    fields: dict[str, str]


def gdal(*args: str) -> Ran:
    """Runs one program; it must end well and have nothing to complain about."""
    run = subprocess.run(
        args, capture_output=True, text=True, check=False, env={**os.environ, "CPL_DEBUG": "ON", "LC_ALL": "C.UTF-8"}
    )
    faults = [
        line
        for line in (run.stdout + run.stderr).splitlines()
        if re.search(r"\b(ERROR|Warning)\b", line) and not UNRELATED.search(line)
    ]
    assert run.returncode == 0 and not faults, f"{' '.join(args)} ended with {run.returncode}:\n{run.stderr[-4000:]}"
    return Ran(run.stdout, run.stderr)


def ogrinfo(*args: str) -> Ran:
    return gdal("ogrinfo", "-ro", "-al", "-so", *args)


def layer(*args: str) -> Layer:
    out = ogrinfo(*args).out
    (name,) = re.findall(r"^Layer name: (\S+)$", out, re.M)
    (geometry,) = re.findall(r"^Geometry: (.+)$", out, re.M)
    (count,) = re.findall(r"^Feature Count: (\d+)$", out, re.M)
    number = r"(-?\d+\.\d+)"
    (extent,) = re.findall(rf"^Extent: \({number}, {number}\) - \({number}, {number}\)$", out, re.M)
    fields = dict(re.findall(r"^(\w+): (\w+(?:\(\w+\))?) \(\d+\.\d+\)", out, re.M))
    return Layer(name, geometry, int(count), tuple(map(float, extent)), fields)

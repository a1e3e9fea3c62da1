"""Rewrite the table of sizes and sha256 sums in SOURCES.md."""

import hashlib

from common import DATA, replace_table

FILES = ["*.toml", "*.txt", "*.csv", "*.geojson", "fonts/*", "samples/*", "build/curated/*"]


def main():
    table = ["| file | bytes | sha256 |", "|---|---:|---|"]
    for path in sorted(path for pattern in FILES for path in DATA.glob(pattern)):
        content = path.read_bytes()
        table.append(f"| `{path.relative_to(DATA)}` | {len(content)} | `{hashlib.sha256(content).hexdigest()}` |")
    replace_table("SOURCES.md", "checksums", table)


if __name__ == "__main__":
    main()

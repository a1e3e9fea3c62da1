#!/bin/sh
# Makes sure that programs, or files, are there, by Debian's packages where they are not:
#   sh tests/debian.sh COMMAND PACKAGE [COMMAND PACKAGE]…
set -eu
wanted=
while [ $# -ge 2 ]; do
  if ! command -v "$1" >/dev/null && ! [ -e "$1" ]; then
    echo "Missing: $1 (Debian's package $2)"
    wanted="$wanted $2"
  fi
  shift 2
done
[ -n "$wanted" ] || exit 0
command -v apt-get >/dev/null || { echo "Install what is missing." >&2; exit 1; }
as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "As root: apt-get install$wanted" >&2; exit 1; }
  as_root=sudo
fi
$as_root apt-get update -qq
# shellcheck disable=SC2086 (a list of packages)
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted >/dev/null

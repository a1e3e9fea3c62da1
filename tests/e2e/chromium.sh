#!/bin/sh
# Makes sure that Debian's Chromium is there for the browser test; installs it where that is possible.
set -eu
CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
[ -x "$CHROMIUM" ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Missing: Chromium. Install it and set CHROMIUM to its path." >&2
  exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Missing: Chromium (as root: apt-get install chromium)." >&2; exit 1; }
  as_root=sudo
fi
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium

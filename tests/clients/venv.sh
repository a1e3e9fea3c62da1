#!/bin/sh
# A Python environment of its own for the clients' tests: sh tests/clients/venv.sh DIRECTORY
set -eu
here=$(dirname "$0")
if ! python3 -c 'import ensurepip' 2>/dev/null; then
  # Debian keeps this part of Python in a package of its own.
  version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  sh "$here/../debian.sh" "the module ensurepip of Python" "python$version-venv"
fi
python3 -m venv --clear "$1"
"$1/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"

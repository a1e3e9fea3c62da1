#!/bin/sh
# Makes sure that a program, or a file, is there, by Debian's package where it is not: sh tests/debian.sh COMMAND PACKAGE
set -eu
command=$1
package=$2
command -v "$command" >/dev/null && exit 0
[ -e "$command" ] && exit 0
missing() {
  echo "Missing: $command. $1" >&2
  exit 1
}
command -v apt-get >/dev/null || missing "Install it (Debian's package $package has it)."
as_root=
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || missing "As root: apt-get install $package"
  as_root=sudo
fi
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"

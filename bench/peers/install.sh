#!/bin/sh
# Installs the peers that the benchmarks compare with, and compiles LEMON's contestant. Only what is missing is
# fetched; the product itself never needs any of it. Debian or Ubuntu, as root or with sudo.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

missing=""
/usr/bin/python3 -c 'import scipy' 2>/dev/null || missing="$missing python3-scipy"
[ -e /usr/include/lemon/network_simplex.h ] || missing="$missing liblemon-dev"
command -v g++ >/dev/null || missing="$missing g++"
if [ -n "$missing" ]; then
  command -v apt-get >/dev/null || { echo "install by hand:$missing" >&2; exit 1; }
  as_root=""
  [ "$(id -u)" = 0 ] || as_root="sudo"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  $as_root apt-get install -y -qq --no-install-recommends $missing
fi

mkdir -p "$here/build"
if [ ! -e "$here/build/lemon" ] || [ "$here/lemon.cpp" -nt "$here/build/lemon" ]; then
  g++ -std=c++17 -O3 -march=native -DNDEBUG -o "$here/build/lemon" "$here/lemon.cpp" -llemon
fi

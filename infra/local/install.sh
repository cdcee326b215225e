#!/bin/sh
# Brings a virtual environment up to its file of pins: install.sh VENV REQUIREMENTS
# Does nothing where that was done before; says in one sentence why it cannot.
set -u
venv=$1 pins=$2 log=$1.log
stop() { printf '%s\n' "$1" >&2; exit 1; }

cmp -s "$pins" "$venv/installed.txt" && exit 0

python=${PYTHON:-python3}
command -v "$python" >/dev/null 2>&1 || stop "Python 3.11 or newer is needed: install python3."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python 3.11 or newer is needed; $python is older (PYTHON=… chooses another)."

explain() {
    grep -qi 'no space left' "$log" && stop "The disk is full: $venv could not be installed."
    grep -qi 'ensurepip' "$log" && stop "Python's venv module is missing: apt-get install python3-venv."
    stop "Installing $venv failed: $(grep -v '^ *$' "$log" | tail -n 1) ($log)"
}

if ! [ -x "$venv/bin/pip" ]; then
    printf 'Making %s …\n' "$venv"
    "$python" -c 'import venv, ensurepip' 2>"$log" || explain
    "$python" -m venv "$venv" >"$log" 2>&1 || { rm -rf "$venv"; explain; }
fi
printf 'Installing %s into %s …\n' "$pins" "$venv"
"$venv/bin/pip" install --disable-pip-version-check -q -r "$pins" >"$log" 2>&1 || explain
cp "$pins" "$venv/installed.txt" 2>"$log" || explain
rm -f "$log"

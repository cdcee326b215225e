#!/bin/sh
# Brings a virtual environment up to its file of pins: install.sh VENV REQUIREMENTS
# Does nothing if that was done before; if it cannot, says why in one sentence.
set -u
venv=$1 pins=$2
stop() { printf '%s\n' "$1" >&2; exit 1; }

cmp -s "$pins" "$venv/installed.txt" && exit 0

python=${PYTHON:-python3}
command -v "$python" >/dev/null 2>&1 || stop "Python 3.11 or newer is needed: install python3."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python 3.11 or newer is needed; $python is older (PYTHON=… chooses another)."

explain() {
    room=$(df -Pk . | awk 'NR == 2 {print $4}')
    if [ "$room" -lt 10000 ] || printf '%s' "$said" | grep -qi 'no space left'; then
        stop "The disk is full: $venv could not be installed."
    fi
    stop "Installing $venv failed: $(printf '%s\n' "$said" | grep -v '^ *$' | tail -n 1)"
}

if ! [ -x "$venv/bin/pip" ]; then
    printf 'Making %s …\n' "$venv"
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        stop "Python's venv module is missing: apt-get install python3-venv."
    said=$("$python" -m venv "$venv" 2>&1) || explain
fi
printf 'Installing %s into %s …\n' "$pins" "$venv"
said=$("$venv/bin/pip" install --disable-pip-version-check -q -r "$pins" 2>&1) || explain
said=$(cp "$pins" "$venv/installed.txt" 2>&1) || explain

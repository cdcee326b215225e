#!/bin/sh
# Provides Chromium for the tests that look at pages: installs Debian's where that is possible.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium …"
    { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1 && exit 0
    echo "Chromium could not be installed: apt-get install chromium says why." >&2
    exit 1
fi
echo "The tests look at pages with Chromium: install it first (apt-get install chromium)." >&2
exit 1

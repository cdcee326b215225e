#!/bin/sh
# Fetches the provider's published description of its REST API, which the tests compare the product's
# requests with. It comes from the provider's own package (MIT); none of it is committed.
# Does nothing if that version is there already; if it cannot, says why in one sentence.
set -u
package=@twilio/cli-core version=9.0.0
sha256=9fef3d7234dbce63ff3005a422f46fcf7e3486b369f852f61b3ede41097e5667
file=twilio_api_v2010.json
inside=package/src/services/twilio-api/$file
there=.build/openapi
stop() { printf '%s\n' "$1" >&2; exit 1; }

[ -s "$there/$file" ] && [ "$(cat "$there/version.txt" 2>/dev/null)" = "$version" ] && exit 0

if ! command -v npm >/dev/null 2>&1; then
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 ||
        stop "The tests fetch the provider's API description with npm: apt-get install npm."
    echo "Installing npm …"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends npm; } >/dev/null 2>&1 ||
        stop "npm could not be installed: apt-get install npm says why."
fi

room=$(mktemp -d) || stop "There is no room for temporary files."
trap 'rm -rf "$room"' EXIT
printf 'Fetching %s from %s %s …\n' "$file" "$package" "$version"
said=$(cd "$room" && npm pack --silent --ignore-scripts "$package@$version" 2>&1) ||
    stop "The API description could not be fetched: npm pack $package@$version says why."
tarball=$room/$(printf '%s\n' "$said" | tail -n 1)
[ "$(sha256sum <"$tarball")" = "$sha256  -" ] ||
    stop "$package $version is not the package that was pinned: its SHA-256 differs."
tar -xzf "$tarball" -C "$room" "$inside" && mkdir -p "$there" &&
    mv "$room/$inside" "$there/$file" && printf '%s\n' "$version" >"$there/version.txt" ||
    stop "The API description could not be put into $there."

#!/bin/sh
# Rebuilds static/canvass.css and static/staff.css from these Sass files.
# Needed only after changing one of them or moving to another version of the design system;
# needs Node.js and the npm registry. The results are committed, so nobody else needs either.
set -eu

source=$(cd "$(dirname "$0")" && pwd)
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$tools" \
    govuk-frontend@6.6.0 sass@1.108.2

for name in canvass staff; do
    "$tools/node_modules/.bin/sass" --style=compressed --no-source-map --no-charset \
        --load-path="$tools/node_modules" "$source/$name.scss" "$tools/$name.css"
    # All fonts come from <body> and all functional colours are defined once, so the package's
    # repeated font rules and fallback colours are dead weight: a tenth of the file.
    sed -E \
        -e 's/var\((--govuk-[a-z-]+), ?#[0-9a-fA-F]+\)/var(\1)/g' \
        -e 's/font-family:inherit;-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale;?//g' \
        -e 's/@media print\{[^{}]+\{font-family:inherit\}\}//g' \
        "$tools/$name.css" > "$source/../$name.css"
done

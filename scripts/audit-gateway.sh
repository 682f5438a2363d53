#!/bin/sh
# Serves the supergraph of one suite of the public federation audit: its "run script", called with the name of the suite.
# docs/gateway.md says how to run it. Build first: npm run build.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
file=$(mktemp)
trap 'rm -f "$file"' EXIT
curl --silent --fail "http://127.0.0.1:${AUDIT_PORT:-4200}/$1/supergraph" --output "$file"
node "$here/dist/cli/redress.js" gateway --supergraph "$file" --port "${GATEWAY_PORT:-4000}" &
trap 'kill $!; wait $!; rm -f "$file"' TERM INT
wait $!

#!/bin/sh
# Puts each secret into the variable that it is named after, and becomes the command.
set -eu
for file in "${SECRETS:-/run/secrets}"/*; do
  [ ! -f "$file" ] || export "$(basename "$file")=$(cat "$file")"
done
exec "$@"

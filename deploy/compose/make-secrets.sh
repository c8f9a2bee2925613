#!/bin/sh
# Draws the passwords of a fleet into secrets/, a file each; one that is there stays as it is.
set -eu
cd "$(dirname "$0")"
# The folder is closed to others. Its files are not: containers read them as users of their own.
mkdir -p -m 700 secrets
mkdir -p tls
for name in fleet-password agent-password archive-password postgres-password; do
  [ -s "secrets/$name" ] || od -A n -N 24 -t x1 /dev/urandom | tr -d ' \n' >"secrets/$name"
  chmod 644 "secrets/$name"
done

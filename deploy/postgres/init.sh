#!/bin/sh
# Gives the fleet a database of its own, and a role that owns it and nothing else. Run once, by the image of Postgres,
# when its folder is still empty; or by hand as the superuser.
#
#   SECRETS  folder with the file archive-password   (/run/secrets)
set -eu

file=${SECRETS:-/run/secrets}/archive-password
password=$(cat "$file") && [ -n "$password" ] || {
  echo "init.sh: $file is empty or not there, expected a password" >&2
  exit 1
}
# The password goes in by a variable of psql, which quotes it, and stands in no list of processes.
RALPH_ARCHIVE=$password psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv password RALPH_ARCHIVE
CREATE ROLE ralph LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE ralph OWNER ralph;
REVOKE ALL ON DATABASE ralph FROM PUBLIC;
SQL

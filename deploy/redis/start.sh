#!/bin/sh
# Starts the Redis of a fleet: users of its own (users.acl), an append-only file, and TLS where there is a certificate.
#
#   SECRETS  folder with the passwords, a file each: fleet-password, agent-password   (/run/secrets)
#   TLS      folder with redis.crt, redis.key and ca.crt; where it lacks the first, there is no TLS   (/run/tls)
#   DATA     folder of the append-only file   (/data)
#   PORT     (6379)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
secrets=${SECRETS:-/run/secrets}
tls=${TLS:-/run/tls}
port=${PORT:-6379}

hash_of() {
  password=$(cat "$secrets/$1") && [ -n "$password" ] || {
    echo "start.sh: $secrets/$1 is empty or not there, expected a password" >&2
    exit 1
  }
  printf %s "$password" | sha256sum | cut -d ' ' -f 1
}
fleet=$(hash_of fleet-password)
agent=$(hash_of agent-password)
queue=$(grep -v '^#' "$here/queue.acl" | tr '\n' ' ')

umask 077
users=$(mktemp)
grep -v '^#' "$here/users.acl" | sed "s,@FLEET@,$fleet,; s,@AGENT@,$agent,; s,@QUEUE@,$queue," >"$users"

# What lies in the queue is work that somebody waits for: it outlives a restart, and nothing of it is ever evicted.
set -- --dir "${DATA:-/data}" --appendonly yes --appendfsync everysec --save '' --maxmemory-policy noeviction
# Everybody needs a password but who asks for a PING.
set -- "$@" --aclfile "$users" --protected-mode no
if [ -f "$tls/redis.crt" ]; then
  set -- "$@" --port 0 --tls-port "$port" --tls-auth-clients no
  set -- "$@" --tls-cert-file "$tls/redis.crt" --tls-key-file "$tls/redis.key" --tls-ca-cert-file "$tls/ca.crt"
else
  set -- "$@" --port "$port"
fi
exec redis-server "$@"

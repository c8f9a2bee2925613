#!/bin/sh
# Whether Redis has read its file and answers.
set -eu
port=${PORT:-6379}
tls=${TLS:-/run/tls}
if [ -f "$tls/redis.crt" ]; then set -- --tls --cacert "$tls/ca.crt" -h localhost; else set -- -h 127.0.0.1; fi
[ "$(redis-cli "$@" -p "$port" --no-auth-warning --user health --pass health PING)" = PONG ]

# Sourced: starts an nginx of our own that answers 22 bytes on a free loopback port, and sets $target. It ends with the script.
. ../servers.sh
target_port=$(free_port)
nginx_start target "$target_port" 'location / { return 200 "hello from the target\n"; }'
target=http://127.0.0.1:$target_port

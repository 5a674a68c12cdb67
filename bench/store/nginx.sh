# Sourced: starts an nginx of our own that answers 22 bytes on a free loopback port, and sets $target. It ends with the script.
command -v nginx >/dev/null || PATH="$PATH:/usr/sbin"
command -v nginx >/dev/null || { echo "nginx is needed; on Debian: apt-get install nginx" >&2; exit 1; }
work=$(mktemp -d)
port=$((20000 + RANDOM % 10000))
target=http://127.0.0.1:$port
cat >"$work/nginx.conf" <<CONF
daemon off; worker_processes 1; pid $work/nginx.pid; error_log $work/error.log;
events { worker_connections 4096; }
http {
    access_log off; keepalive_requests 1000000000; client_body_temp_path $work/b; proxy_temp_path $work/p;
    fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
    server { listen 127.0.0.1:$port; location / { return 200 "hello from the target\n"; } }
}
CONF
nginx -c "$work/nginx.conf" &
nginx=$!
trap 'kill $nginx 2>/dev/null; wait $nginx 2>/dev/null; rm -rf "$work"' EXIT
until curl -s -o /dev/null "$target/"; do kill -0 $nginx; done

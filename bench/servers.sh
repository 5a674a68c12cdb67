# Sourced: a folder of our own, $work, and functions that start servers of our own on free loopback ports. All of it ends with the script.
command -v curl >/dev/null || { echo "curl is needed; on Debian: apt-get install curl" >&2; exit 1; }
PATH="$PATH:/usr/sbin"
work=$(mktemp -d)
started=()
trap 'trap "" INT TERM; for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$work"' EXIT

# Below the ports the system hands out by itself, so that nobody gets them while a server is away.
free_port() {
    local port
    while port=$((10000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
    echo "$port"
}
until_it_answers() { # url process
    local tries=0
    until curl -s -o /dev/null "$1"; do
        kill -0 "$2" || exit 1
        ((++tries < 300)) || { echo "$1 did not answer within 30 s." >&2; exit 1; }
        sleep 0.1
    done
}
# An nginx with one worker; $nginx is its process.
nginx_start() { # name port locations [connections]
    command -v nginx >/dev/null || { echo "nginx is needed; on Debian: apt-get install nginx-light" >&2; exit 1; }
    mkdir -p "$work/$1"
    cat >"$work/$1/nginx.conf" <<CONF
daemon off; worker_processes 1; pid $work/$1/nginx.pid; error_log $work/$1/error.log;
events { worker_connections ${4:-4096}; }
http {
    access_log off; keepalive_requests 1000000000; client_max_body_size 0; client_body_buffer_size 8m; client_body_temp_path $work/$1/b;
    proxy_temp_path $work/$1/p; fastcgi_temp_path $work/$1/f; uwsgi_temp_path $work/$1/u; scgi_temp_path $work/$1/s;
    server { listen 127.0.0.1:$2 backlog=65535; $3 }
}
CONF
    nginx -c "$work/$1/nginx.conf" &
    nginx=$!
    started+=("$nginx")
    until_it_answers "http://127.0.0.1:$2/ping" "$nginx"
}
# Builds a program, to be run as $work/bin/NAME/NAME.
build() { # file
    local name
    name=$(basename "$1" .cs)
    dotnet build "$1" -o "$work/bin/$name" -v q >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
}

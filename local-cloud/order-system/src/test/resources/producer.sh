# A producer that knows nothing but NATS's text protocol: publishes one JSON order without headers.
# usage: producer.sh PORT JSON
exec 3<>"/dev/tcp/127.0.0.1/$1"
read -r _ <&3
printf 'CONNECT {"verbose":false,"pedantic":false}\r\nPUB orders.created.v1 %d\r\n%s\r\nPING\r\n' "${#2}" "$2" >&3
read -r answer <&3
[ "${answer%$'\r'}" = PONG ]

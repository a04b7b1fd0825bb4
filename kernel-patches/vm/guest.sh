# Sourced by the scripts of this folder that run in a machine of vm/run.

# port NAME: the device of a virtio port, by which the host hears of the machine.
port() {
	for name in /sys/class/virtio-ports/*/name; do
		if [ "$(cat "$name")" = "$1" ]; then
			echo "/dev/$(basename "$(dirname "$name")")"
		fi
	done
}

# relay FROM TO [COMMAND...]: port FROM of the network is port TO of the machine's own
# loopback, where programs listen by default. COMMAND runs the program that does it.
relay() {
	local from=$1 to=$2
	shift 2
	"$@" socat "TCP-LISTEN:$from,bind=10.0.2.15,fork,reuseaddr" "TCP:127.0.0.1:$to,retry=0" \
		2>/dev/null &
}

# Sourced by the scripts of try-boot: asks the services of the package.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
metrics=http://127.0.0.1:10140/metrics
control=http://127.0.0.1:10141/metrics
jolokia=http://127.0.0.1:8778/jolokia/
password=/etc/dax-kmem/operator.password

# has URL LINE: a service that is starting is waited for
has() {
	curl -sf --retry 60 --retry-connrefused --retry-delay 1 "$1" >/tmp/metrics ||
		fail "$1 does not answer: $(journalctl -n 30 --no-pager)"
	grep -qxF "$2" /tmp/metrics || fail "$1 has no line $2, but: $(grep "^${2%%[{ ]*}" /tmp/metrics)"
}

# status_of UNIT FIELD: of its process, as the kernel has it
status_of() {
	awk -v field="$2:" '$1 == field { print $2 }' "/proc/$(systemctl show -p MainPID --value "$1")/status"
}

# ask USER:PASSWORD OPERATION [ARGUMENT]
ask() {
	curl -s -u "$1" -H 'Content-Type: application/json' $jolokia -d '{"type":"exec",
		"mbean":"io.daxkmem:type=Region,device=dax0.0","operation":"'"$2"'","arguments":['"${3-}"']}'
}

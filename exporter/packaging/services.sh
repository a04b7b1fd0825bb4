# Sourced by the scripts of try-boot: asks the services of the package.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
metrics=http://127.0.0.1:10140/metrics
control_metrics=http://127.0.0.1:10141/metrics
jolokia=http://127.0.0.1:8778/jolokia/
password=/etc/dax-kmem/control/operator.password

# has URL LINE: waits for it, as services take a while to start
has() {
	local ends=$((SECONDS + 600))
	until curl -sf "$1" >/tmp/metrics && grep -qxF "$2" /tmp/metrics; do
		[ $SECONDS -lt $ends ] || fail "$1 has no line $2, but: $(grep -E "^(dax_kmem_region_up|${2%%[{ ]*})" \
			/tmp/metrics || journalctl -n 30 --no-pager)"
		sleep 1
	done
}

# process_of UNIT
process_of() {
	systemctl show -p MainPID --value "$1"
}

# status_of UNIT FIELD: of its process, as the kernel has it
status_of() {
	awk -v field="$2:" '$1 == field { print $2 }' "/proc/$(process_of "$1")/status"
}

# inside UNIT SCRIPT: runs it as root with the files that the unit's process has
inside() {
	nsenter --target "$(process_of "$1")" --mount bash -c "$2" 2>&1 || :
}

# read_only UNIT FILE...
read_only() {
	local said file
	for file in "${@:2}"; do
		said=$(inside "$1" "echo 0 >$file")
		[[ $said == *": Read-only file system" ]] || fail "$1 may write to $file: $said"
	done
}

# started_again COMMAND...: makes both services start again, and they serve the region
started_again() {
	local unit exporter control
	exporter=$(process_of dax-kmem-exporter)
	control=$(process_of dax-kmem-control)
	"$@"
	for unit in "dax-kmem-exporter $exporter $metrics" "dax-kmem-control $control $control_metrics"; do
		set -- $unit
		timeout 300 bash -c 'while pid=$(systemctl show -p MainPID --value "$1"); [ "$pid" = 0 ] ||
			[ "$pid" = "$2" ]; do sleep 0.2; done' bash "$1" "$2" || fail "$1 was not started again"
		has "$3" 'dax_kmem_region_state{device="dax0.0",state="online_movable"} 1.0'
	done
}

# ask USER:PASSWORD OPERATION [ARGUMENT]
ask() {
	curl -s -u "$1" -H 'Content-Type: application/json' $jolokia -d '{"type":"exec",
		"mbean":"io.daxkmem:type=Region,device=dax0.0","operation":"'"$2"'","arguments":['"${3-}"']}'
}

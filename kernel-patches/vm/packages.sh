# Sourced by the tools of this folder: Debian packages they need.

# require_packages PACKAGE...: installs what is missing, or says how to.
require_packages() {
	local missing package lock
	find_missing "$@"
	[ ${#missing[@]} -gt 0 ] || return 0
	if [ "$(id -u)" -ne 0 ]; then
		echo "Debian packages are missing. Run this once, then try again:" >&2
		echo "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ${missing[*]}'" >&2
		return 1
	fi
	# machines that start together may want the same packages
	exec {lock}>/run/lock/dax-kmem-packages
	flock "$lock"
	find_missing "$@"
	[ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}" {lock}>&-
	local status=$?
	exec {lock}>&-
	return $status
}

# find_missing PACKAGE...: sets missing to those that are not installed.
find_missing() {
	missing=()
	for package in "$@"; do
		[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
			missing+=("$package")
	done
}

install_packages() {
	echo "installing $*" >&2
	{
		apt-get -q update &&
			DEBIAN_FRONTEND=noninteractive apt-get -qy -o DPkg::Lock::Timeout=600 install \
				--no-install-recommends "$@"
	} </dev/null >&2
}

# Sourced by the tools of this folder: Debian packages they need.

# require_packages PACKAGE...: installs what is missing, or says how to.
require_packages() {
	local missing=() package
	for package in "$@"; do
		[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
			missing+=("$package")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	if [ "$(id -u)" -ne 0 ]; then
		echo "Debian packages are missing. Run this once, then try again:" >&2
		echo "  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ${missing[*]}'" >&2
		return 1
	fi
	echo "installing ${missing[*]}" >&2
	{
		apt-get -q update &&
			DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "${missing[@]}"
	} </dev/null >&2
}

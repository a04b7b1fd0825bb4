# Sourced by the tools of this folder, after packages.sh: the source of a kernel.
# They set $here, their folder, and $cache.
. "$here/apt.sh"

linux_default=6.12

# check_linux VERSION: is there a series for it?
check_linux() {
	[[ $1 =~ ^[0-9]+\.[0-9]+$ ]] && [ -d "$here/../patches/$1" ] || {
		echo "--linux $1: there is a series for $(cd "$here/../patches" && echo *)" >&2
		return 2
	}
}

# The package that was fetched, if there is one.
fetched_source() {
	local packages=("$cache/sources/linux-source-$1"_*.deb)
	[ ! -f "${packages[0]-}" ] || printf '%s\n' "${packages[@]}" | sort -V | tail -n 1
}

# source_version VERSION: of the package that require_source has seen to; nothing
# if it has not yet.
source_version() {
	local package
	package=$(fetched_source "$1")
	if [ -n "$package" ]; then
		dpkg-deb -f "$package" Version
	else
		dpkg-query -W -f '${Version}' "linux-source-$1" 2>/dev/null || true
	fi
}

# require_source VERSION: a package of Debian 12, or else one that is fetched from
# Debian's backports, of which apt is told apart from the machine's configuration.
require_source() {
	local package=linux-source-$1
	[ -z "$(source_version "$1")" ] || return 0
	if [ "$1" = "$linux_default" ]; then
		require_packages "$package"
	else
		fetch_source "$package" trixie-backports
	fi
}

# fetch_source PACKAGE SUITE
fetch_source() {
	local folder=$cache/sources apt_options
	prepare_apt "$1" "$2" "$folder" || return 1
	(cd "$folder" && fetch_with_apt "$1" "$2" download "$1") || return 1
	rm -rf "$folder/apt"
}

# unpack_source VERSION FOLDER
unpack_source() {
	local package
	package=$(fetched_source "$1")
	if [ -n "$package" ]; then
		dpkg-deb --fsys-tarfile "$package" | tar -xO "./usr/src/linux-source-$1.tar.xz"
	else
		cat "/usr/src/linux-source-$1.tar.xz"
	fi | tar -xJ -C "$2" --strip-components=1
}

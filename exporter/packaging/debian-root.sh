# Sourced by the tools that try the package: roots of Debian releases, with what the
# package needs and the tools that judge it. They set $here, their folder.
cache=${DAX_KMEM_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dax-kmem}
. "$here/../../kernel-patches/vm/packages.sh"
. "$here/../../kernel-patches/vm/apt.sh"

[ "$(id -u)" -eq 0 ] || {
	echo "$(basename "$0"): run it as root: it makes and mounts other roots" >&2
	exit 1
}

root_packages=(bash-completion curl default-jre-headless lintian logrotate man-db systemd udev zsh)

# require_root RELEASE: makes $cache/debian/RELEASE.
require_root() {
	local release=$1 root=$cache/debian/$1 mirror
	mkdir -p "$cache/debian"
	exec 8>"$cache/debian/lock"
	flock -n 8 || { echo "waiting for another to end that uses these roots" >&2 && flock 8; }
	[ "$(cat "$root/packages" 2>/dev/null)" != "${root_packages[*]}" ] || return 0
	mirror=$(debian_mirror)
	require_packages debootstrap
	rm -rf --one-file-system "$root"
	mkdir -p "$root"
	debootstrap --variant=minbase "$release" "$root" "$mirror"
	unshare --mount bash -euc '
		mount -t proc proc "$1/proc"
		DEBIAN_FRONTEND=noninteractive chroot "$1" apt-get -qy install --no-install-recommends "${@:2}"
	' bash "$root" "${root_packages[@]}"
	chroot "$root" apt-get clean
	echo "${root_packages[*]}" >"$root/packages"
}

# mount_root RELEASE: mounts it at $root. What is written there lies in memory.
mount_root() {
	local work=$cache/debian/work
	require_root "$1"
	mkdir -p "$work"
	mountpoint -q "$work" || mount -t tmpfs tmpfs "$work"
	root=$work/$1
	mkdir "$root" "$root.changes" "$root.overlay"
	mount -t overlay overlay "$root" -o \
		"lowerdir=$cache/debian/$1,upperdir=$root.changes,workdir=$root.overlay"
}

# Sourced by the scripts that try the package in another Debian.

fail() {
	echo "FAILED: $*" >&2
	exit 1
}

# equal WHAT EXPECTED ACTUAL
equal() {
	[ "$2" = "$3" ] || fail "$1 is '$3', not '$2'"
}

# What of the package is in this root.
left() {
	find /etc /usr /var /run -xdev -name '*dax-kmem*' -not -path '/var/cache/man/*' -not -path '/var/lib/dpkg/*' | sort
}

step() {
	echo "-- $*"
}

# next PACKAGE: makes a later one of it, /tmp/next.deb, with other flags of the control
# service.
next() {
	dpkg-deb -R "$1" /tmp/next
	sed -i 's/^Version: .*/Version: 9/' /tmp/next/DEBIAN/control
	echo '# theirs' >>/tmp/next/etc/default/dax-kmem-control
	dpkg-deb --root-owner-group -b /tmp/next /tmp/next.deb
}

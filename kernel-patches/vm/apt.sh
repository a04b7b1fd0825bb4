# Sourced by the tools of this folder: another suite of Debian, of which apt is told
# apart from the machine's configuration.

# From where apt has Debian's packages here.
debian_mirror() {
	local mirror
	mirror=$(apt-get indextargets --format '$(REPO_URI)' \
		'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1)
	[ -n "$mirror" ] || {
		echo "apt knows no mirror of Debian here; run apt-get update once" >&2
		return 1
	}
	echo "$mirror"
}

# prepare_apt PACKAGE SUITE FOLDER: sets apt_options for apt-get, which then knows that
# suite only, and no package as installed. What it keeps is in FOLDER/apt.
prepare_apt() {
	local mirror
	mirror=$(debian_mirror) || {
		echo "so $1 cannot be had" >&2
		return 1
	}
	rm -rf "$3/apt"
	mkdir -p "$3/apt/lists/partial" "$3/apt/cache/archives/partial"
	: >"$3/apt/status"
	echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $2 main" \
		>"$3/apt/sources.list"
	apt_options=(-q -o Dir::Etc::SourceList="$3/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
		-o Dir::State::Lists="$3/apt/lists" -o Dir::State::status="$3/apt/status"
		-o Dir::Cache="$3/apt/cache" -o Debug::NoLocking=true -o APT::Sandbox::User=root)
}

# fetch_with_apt PACKAGE SUITE ARG...: the lists, and then apt-get with ARG.
fetch_with_apt() {
	local package=$1 suite=$2 said
	shift 2
	echo "fetching $package of $suite" >&2
	if ! said=$({
		apt-get "${apt_options[@]}" --error-on=any update && apt-get "${apt_options[@]}" "$@"
	} </dev/null 2>&1); then
		printf '%s\n' "$said" | grep -E '^[EW]:' >&2
		echo "$package cannot be had from Debian's $suite, see above" >&2
		return 1
	fi
}

/*
 * Allocates a page on a NUMA node and pins it, so that it cannot be
 * migrated and its memory block cannot be offlined: pages spliced into a pipe
 * stay in place until they are read.
 *
 * Prints "pinned" and keeps the page until the end of its input.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/mempolicy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static void check(const char *what, long result)
{
	if (result < 0) {
		perror(what);
		exit(1);
	}
}

int main(int argc, char **argv)
{
	size_t size = sysconf(_SC_PAGESIZE);
	struct iovec page = { .iov_len = size };
	unsigned long nodes;
	int pipe_ends[2];

	if (argc != 2) {
		fprintf(stderr, "usage: pin-page NODE\n");
		return 2;
	}
	nodes = 1UL << atoi(argv[1]);

	page.iov_base = mmap(NULL, size, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	check("mmap", page.iov_base == MAP_FAILED ? -1 : 0);
	check("mbind", syscall(SYS_mbind, page.iov_base, size, MPOL_BIND, &nodes,
			       8 * sizeof(nodes), MPOL_MF_STRICT));
	memset(page.iov_base, 1, size);
	check("pipe", pipe(pipe_ends));
	check("vmsplice", vmsplice(pipe_ends[1], &page, 1, 0));

	puts("pinned");
	fflush(stdout);
	while (getchar() != EOF)
		;
	return 0;
}

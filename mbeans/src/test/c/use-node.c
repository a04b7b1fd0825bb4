/*
 * Uses the given number of MiB of a NUMA node's memory. Their page tables are on
 * that node, too, as far as its zones allow. With "bind" the process may use no
 * other node.
 *
 * Prints "used" and keeps the memory until the end of its input.
 */
#define _GNU_SOURCE
#include <linux/mempolicy.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
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
	unsigned long nodes;
	size_t size;
	char *memory;

	if (argc != 3 && (argc != 4 || strcmp(argv[3], "bind"))) {
		fprintf(stderr, "usage: use-node NODE MIB [bind]\n");
		return 2;
	}
	nodes = 1UL << atoi(argv[1]);
	size = strtoul(argv[2], NULL, 10) << 20;

	check("set_mempolicy", syscall(SYS_set_mempolicy,
				       argc == 4 ? MPOL_BIND : MPOL_PREFERRED,
				       &nodes, 8 * sizeof(nodes)));
	memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	check("mmap", memory == MAP_FAILED ? -1 : 0);
	check("madvise", madvise(memory, size, MADV_NOHUGEPAGE));
	for (size_t at = 0; at < size; at += sysconf(_SC_PAGESIZE))
		memory[at] = 1;

	puts("used");
	fflush(stdout);
	while (getchar() != EOF)
		;
	return 0;
}

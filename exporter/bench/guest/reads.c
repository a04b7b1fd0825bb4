/*
 * What the kernel alone takes: reads files that are held open, so often, after as
 * many to warm up.
 *
 *	reads TIMES FILE...
 *
 * Prints, for one reading of all of them, the mean processor time and the
 * median time, both in microseconds.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double now_us(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static int in_order(const void *one, const void *other)
{
	double a = *(const double *)one, b = *(const double *)other;

	return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
	int times = argc > 2 ? atoi(argv[1]) : 0;
	int *files = calloc(argc, sizeof(*files));
	double *took = calloc(times + 1, sizeof(*took));
	double processor = 0;
	char text[4096];

	if (times < 1 || !files || !took)
		errx(2, "usage: reads TIMES FILE...");
	for (int i = 2; i < argc; i++) {
		files[i] = open(argv[i], O_RDONLY);
		if (files[i] < 0)
			err(1, "%s", argv[i]);
	}
	for (int n = -times; n < times; n++) {
		if (n == 0)
			processor = now_us(CLOCK_PROCESS_CPUTIME_ID);
		double begun = now_us(CLOCK_MONOTONIC);

		for (int i = 2; i < argc; i++)
			if (pread(files[i], text, sizeof(text), 0) <= 0)
				err(1, "%s", argv[i]);
		if (n >= 0)
			took[n] = now_us(CLOCK_MONOTONIC) - begun;
	}
	processor = now_us(CLOCK_PROCESS_CPUTIME_ID) - processor;
	qsort(took, times, sizeof(*took), in_order);
	printf("%.1f %.1f\n", processor / times, took[times / 2]);
	return 0;
}

package io.daxkmem.exporter.web;

import java.time.Duration;

/**
 * What a server grants its clients.
 *
 * @param requests how many are worked on at once; others wait for their turn
 * @param patience how long a client may take to send its request, and again to take its answer
 * @param answers how many may wait longer than {@code grace} for their clients to take them; each
 *     is in memory until then, and may be megabytes
 * @param grace else many clients that take no answer would cut off an honest one that is taking its
 *     own
 */
public record ClientLimits(int requests, Duration patience, int answers, Duration grace) {}

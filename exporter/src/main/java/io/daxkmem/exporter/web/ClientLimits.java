package io.daxkmem.exporter.web;

import java.time.Duration;

/**
 * What a server grants its clients.
 *
 * @param requests how many are on a thread at once
 * @param patience how long a client may take no part of its answer
 * @param answers how many may be made and taken at once: each is in memory, and may be megabytes
 * @param grace how long a client may send and take nothing while another waits for its place
 */
public record ClientLimits(int requests, Duration patience, int answers, Duration grace) {}

package io.daxkmem.exporter.web;

import java.time.Duration;

/**
 * Limits for the clients of a server.
 *
 * @param requests handled at a time
 * @param patience how long a client may take nothing of its answer
 * @param answers made or sent at a time; each is in memory, and may have megabytes
 * @param grace how long a client may send and take nothing while another one waits
 */
public record ClientLimits(int requests, Duration patience, int answers, Duration grace) {}

package io.daxkmem.exporter.web;

import java.time.Duration;

/**
 * Limits for the clients of a server.
 *
 * @param requests handled at a time
 * @param patience how long a client may go without reading its answer
 * @param answers made or sent at a time; each is in memory, and may have megabytes
 * @param grace how long a client may be idle while another one waits
 */
public record ClientLimits(int requests, Duration patience, int answers, Duration grace) {}

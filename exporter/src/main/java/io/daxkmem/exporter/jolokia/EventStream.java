package io.daxkmem.exporter.jolokia;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jolokia.server.core.http.BackChannel;

/**
 * Sends server-sent events to one client from its own thread. A client that does not read holds up
 * nobody; it loses the oldest events.
 */
final class EventStream implements AutoCloseable {
  private static final int MOST_WAITING = 100;
  private static final long HEARTBEAT_SECONDS = 10;

  /** A comment, sent to notice that a client is gone. */
  private static final String HEARTBEAT = ":\r\n\r\n";

  private final BackChannel channel;
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread writer = new Thread(this::write, "jolokia-events");

  EventStream(BackChannel channel) {
    this.channel = channel;
    // Java 25 sends the headers with the first bytes of the body, and not before
    waiting.add(HEARTBEAT);
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * Queues an event.
   *
   * @param data one line
   */
  void send(long id, String data) {
    String event = String.format(Locale.ROOT, "id: %d\r\ndata: %s\r\n\r\n", id, data);
    while (!waiting.offer(event)) {
      waiting.poll();
    }
  }

  @Override
  public void close() {
    writer.interrupt();
    channel.close();
  }

  private void write() {
    try (OutputStream out = channel.getOutputStream()) {
      while (true) {
        String event = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        out.write((event == null ? HEARTBEAT : event).getBytes(UTF_8));
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      // the client is gone, or the stream was closed
      channel.close();
    }
  }
}

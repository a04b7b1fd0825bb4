package io.daxkmem.exporter.jolokia;

import static io.daxkmem.log.Field.field;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.daxkmem.log.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends server-sent events to one client from its own thread. A client that does not read holds up
 * nobody; it loses the oldest events. The stream ends when its client would not be let in any more.
 */
final class EventStream implements AutoCloseable {
  private static final Log LOG = new Log(EventStream.class);
  private static final int MOST_WAITING = 100;
  private static final long HEARTBEAT_SECONDS = 10;

  /** A comment, sent to notice that a client is gone. */
  private static final String HEARTBEAT = ":\r\n\r\n";

  private final EventChannel channel;
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread writer = new Thread(this::write, "jolokia-events");
  private boolean checking;
  private boolean closed;

  EventStream(EventChannel channel) {
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
    endWriter();
    channel.close();
  }

  private void write() {
    try (OutputStream out = channel.getOutputStream()) {
      while (true) {
        String event = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        checkAdmission();
        out.write((event == null ? HEARTBEAT : event).getBytes(UTF_8));
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      // the client is gone or would be refused, or the stream was closed
    } finally {
      channel.close();
    }
  }

  private void checkAdmission() throws IOException, InterruptedException {
    checks(true);
    try {
      channel.checkAdmission();
    } catch (RefusedException e) {
      LOG.warn(
          "event stream ended", field("reason", e.reason()), field("client", channel.client()));
      channel.close();
      throw e;
    } finally {
      checks(false);
    }
  }

  private synchronized void checks(boolean now) throws InterruptedException {
    if (closed) {
      throw new InterruptedException("the stream was closed");
    }
    checking = now;
  }

  /** Not during a check, which may read files: an interrupted thread closes those. */
  private synchronized void endWriter() {
    closed = true;
    if (!checking) {
      writer.interrupt();
    }
  }
}

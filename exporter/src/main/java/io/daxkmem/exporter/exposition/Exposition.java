package io.daxkmem.exporter.exposition;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Metrics in one format, as its writer would write them all. A family whose snapshot is the same
 * object as in the last scrape is not written again.
 */
public final class Exposition {
  private final ExpositionFormatWriter writer;
  private final Part end;
  private final Map<String, Family> last = new ConcurrentHashMap<>();

  private record Family(MetricSnapshot snapshot, Part text) {
    private boolean says(MetricSnapshot now) {
      return snapshot == now;
    }
  }

  /**
   * @param writer of a format in which families follow one another, with the same at the end of
   *     any: text and OpenMetrics
   */
  public Exposition(ExpositionFormatWriter writer) throws IOException {
    this.writer = writer;
    this.end = new Part(write());
  }

  /** What to send as {@code Content-Type}. */
  public String contentType() {
    return writer.getContentType();
  }

  /** The metrics. */
  public Pieces text(MetricSnapshots metrics) throws IOException {
    return new Pieces(parts(metrics).stream().map(Part::text).toList());
  }

  /** The metrics, compressed. */
  public Pieces gzip(MetricSnapshots metrics) throws IOException {
    return Gzip.file(parts(metrics));
  }

  private List<Part> parts(MetricSnapshots metrics) throws IOException {
    List<Part> parts = new ArrayList<>(metrics.size() + 1);
    for (MetricSnapshot snapshot : metrics) {
      parts.add(part(snapshot));
    }
    parts.add(end);
    return parts;
  }

  private Part part(MetricSnapshot snapshot) throws IOException {
    String name = snapshot.getMetadata().getName();
    Family before = last.get(name);
    if (before != null && before.says(snapshot)) {
      return before.text;
    }
    byte[] text = write(snapshot);
    Part part = new Part(Arrays.copyOf(text, text.length - end.text().length));
    last.put(name, new Family(snapshot, part));
    return part;
  }

  private byte[] write(MetricSnapshot... snapshots) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, MetricSnapshots.of(snapshots));
    return out.toByteArray();
  }
}

package io.daxkmem.exporter.bench;

import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.region.Region;
import io.daxkmem.region.Regions;
import io.daxkmem.region.host.HostSysfs;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The cost of a scrape inside the exporter, and of bare reads of the same files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScrapeBenchmark {
  @Param({"1", "8", "64", "256"})
  public int regions;

  @Param({"8"})
  public int blocks;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(4097);
  private final List<FileChannel> files = new ArrayList<>();
  private ManyRegions tree;
  private Regions reader;
  private PrometheusRegistry registry;
  private long busyNanos;

  /** Opens the files and scrapes once, so that everything kept between scrapes is open. */
  @Setup
  public void open() throws IOException {
    tree = new ManyRegions(Files.createTempDirectory("regions"), regions, blocks);
    for (Path file : tree.attributes()) {
      files.add(FileChannel.open(file, StandardOpenOption.READ));
    }
    reader = new Regions(new HostSysfs(tree.root()));
    registry = new PrometheusRegistry();
    registry.register(new DaxKmemCollector(new Regions(new HostSysfs(tree.root()))));
    var unused = scrape();
  }

  /** The minimum: bare reads of the same files. */
  @Benchmark
  public int bareReads() throws IOException {
    int bytes = 0;
    for (FileChannel file : files) {
      bytes += file.read(buffer.clear(), 0);
    }
    return bytes;
  }

  /** Reads the regions, without metrics. */
  @Benchmark
  public List<Region> regions() throws IOException {
    List<Region> all = new ArrayList<>();
    for (String device : reader.devices()) {
      all.add(reader.read(device));
    }
    return all;
  }

  /** A scrape without changed regions. */
  @Benchmark
  public int scrape() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
    return out.size();
  }

  /** The same, compressed, as Prometheus asks for it. */
  @Benchmark
  public int scrapeGzip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream compressed = new GZIPOutputStream(out)) {
      PrometheusTextFormatWriter.create().write(compressed, registry.scrape());
    }
    return out.size();
  }

  /** A compressed scrape after a transition of one region. */
  @Benchmark
  public int scrapeAfterTransition() throws IOException {
    tree.count(0, ++busyNanos);
    return scrapeGzip();
  }
}

package io.daxkmem.region.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs test classes in a virtual machine, where there is no Maven. Running no test is a failure.
 */
final class GuestTests {
  private GuestTests() {}

  public static void main(String[] classNames) {
    List<ClassSelector> classes = Arrays.stream(classNames).map(name -> selectClass(name)).toList();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(classes).build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);

    TestExecutionSummary summary = listener.getSummary();
    summary.printFailuresTo(new PrintWriter(System.out, true, UTF_8), 12);
    System.out.printf(
        "%d tests passed, %d failed%n",
        summary.getTestsSucceededCount(), summary.getTotalFailureCount());
    System.exit(summary.getTestsSucceededCount() > 0 && summary.getFailures().isEmpty() ? 0 : 1);
  }
}

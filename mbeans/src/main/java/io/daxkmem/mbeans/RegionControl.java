package io.daxkmem.mbeans;

import io.daxkmem.log.Visible;
import io.daxkmem.mbeans.operation.Caller;
import io.daxkmem.mbeans.operation.EndedOperation;
import io.daxkmem.mbeans.operation.Operation;
import io.daxkmem.mbeans.operation.OperationRequests;
import io.daxkmem.mbeans.operation.Plan;
import io.daxkmem.mbeans.operation.Progress;
import io.daxkmem.mbeans.operation.RegionOperations;
import io.daxkmem.mbeans.operation.WordWrap;
import io.daxkmem.region.MemoryBlock;
import io.daxkmem.region.MemoryBlocks;
import io.daxkmem.region.Region;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionCounters;
import io.daxkmem.region.wanted.WantedStates;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The MBean of one region. */
final class RegionControl implements RegionMBean {

  /** Bringing memory online needs no confirmation. */
  private static final String NO_NEED = "";

  private final String device;
  private final Regions regions;
  private final RegionOperations operations;
  private final OperationRequests requests;
  private final Supplier<WantedStates> wanted;

  RegionControl(
      String device,
      Regions regions,
      RegionOperations operations,
      Caller caller,
      Supplier<WantedStates> wanted) {
    this.device = device;
    this.regions = regions;
    this.wanted = wanted;
    this.operations = operations;
    this.requests = new OperationRequests(device, operations, caller);
  }

  @Override
  public String getDevice() {
    return device;
  }

  @Override
  public String getState() throws IOException {
    return regions.readState(device).state().text();
  }

  @Override
  public @Nullable String getWantedState() throws IOException {
    return wanted.get().of(region()).map(one -> one.state().text()).orElse(null);
  }

  @Override
  public @Nullable Boolean getAsWanted() throws IOException {
    Region region = region();
    return wanted.get().of(region).map(one -> one.isMetBy(region.state())).orElse(null);
  }

  @Override
  public String getKernelInterface() throws IOException {
    return region().kernelInterface().text();
  }

  @Override
  public String getRegionPath() throws IOException {
    return region().path();
  }

  @Override
  public int getTargetNode() throws IOException {
    return region().targetNode();
  }

  @Override
  public @Nullable String getResource() throws IOException {
    Region region = region();
    return region.resource().isPresent()
        ? "0x" + Long.toHexString(region.resource().getAsLong())
        : null;
  }

  @Override
  public long getSizeBytes() throws IOException {
    return region().sizeBytes();
  }

  @Override
  public @Nullable Long getOnlineBytes() throws IOException {
    return ofBlocks(MemoryBlocks::onlineBytes);
  }

  @Override
  public @Nullable Long getMemoryBlockBytes() throws IOException {
    return ofBlocks(MemoryBlocks::blockSizeBytes);
  }

  @Override
  public @Nullable Long getMemoryBlocksOnline() throws IOException {
    return ofBlocks(blocks -> blocks.count(MemoryBlock.State.ONLINE));
  }

  @Override
  public @Nullable Long getMemoryBlocksGoingOffline() throws IOException {
    return ofBlocks(blocks -> blocks.count(MemoryBlock.State.GOING_OFFLINE));
  }

  @Override
  public @Nullable Long getMemoryBlocksOffline() throws IOException {
    return ofBlocks(blocks -> blocks.count(MemoryBlock.State.OFFLINE));
  }

  @Override
  public @Nullable Long getMemoryBlocksMovable() throws IOException {
    return ofBlocks(MemoryBlocks::movable);
  }

  @Override
  public @Nullable Long getTransitionsOnline() throws IOException {
    return counted(counters -> counters.completed(Transition.ONLINE));
  }

  @Override
  public @Nullable Long getTransitionsOnlineKernel() throws IOException {
    return counted(counters -> counters.completed(Transition.ONLINE_KERNEL));
  }

  @Override
  public @Nullable Long getTransitionsOnlineMovable() throws IOException {
    return counted(counters -> counters.completed(Transition.ONLINE_MOVABLE));
  }

  @Override
  public @Nullable Long getTransitionsOffline() throws IOException {
    return counted(counters -> counters.completed(Transition.OFFLINE));
  }

  @Override
  public @Nullable Long getTransitionsUnplug() throws IOException {
    return counted(counters -> counters.completed(Transition.UNPLUG));
  }

  @Override
  public @Nullable Long getTransitionFailures() throws IOException {
    return counted(TransitionCounters::failed);
  }

  @Override
  public @Nullable Double getTransitionSeconds() throws IOException {
    return counted(counters -> counters.busyNanos() / 1e9);
  }

  @Override
  public @Nullable Long getExternalChangesRefused() throws IOException {
    return counted(TransitionCounters::refused);
  }

  @Override
  public @Nullable String getTransitionPending() throws IOException {
    Region region = region();
    return region.counters().isPresent()
        ? region.pending().map(Transition::text).orElse("none")
        : null;
  }

  @Override
  public @Nullable Boolean getProtected() throws IOException {
    return region().isProtected().orElse(null);
  }

  @Override
  public boolean isOperationRunning() {
    return operations.running().isPresent();
  }

  @Override
  public @Nullable String getOperationTarget() {
    return ofOperation(operation -> operation.to().text());
  }

  @Override
  public @Nullable String getOperationRequestedBy() {
    return ofOperation(operation -> operation.requester().text());
  }

  @Override
  public @Nullable String getOperationStarted() {
    return ofOperation(operation -> operation.started().toString());
  }

  @Override
  public @Nullable Double getOperationSeconds() {
    return ofOperation(operation -> operation.duration().toNanos() / 1e9);
  }

  @Override
  public @Nullable String getOperationOutcome() {
    return ofOperation(Operation::outcome);
  }

  @Override
  public @Nullable String getOperationMessage() {
    return operations.latest().flatMap(Operation::ended).map(EndedOperation::message).orElse(null);
  }

  @Override
  public @Nullable Long getOperationBlocksDone() throws IOException {
    return ofProgress(Progress::done);
  }

  @Override
  public @Nullable Long getOperationBlocksTotal() throws IOException {
    return ofProgress(Progress::total);
  }

  @Override
  public @Nullable Long getOperationBytesLeft() throws IOException {
    return ofProgress(Progress::bytesLeft);
  }

  @Override
  public String online() {
    return requests.run(Transition.ONLINE, NO_NEED);
  }

  @Override
  public String onlineMovable() {
    return requests.run(Transition.ONLINE_MOVABLE, NO_NEED);
  }

  @Override
  public String onlineKernel() {
    return requests.run(Transition.ONLINE_KERNEL, NO_NEED);
  }

  @Override
  public String offline(String confirm) {
    return requests.run(Transition.OFFLINE, confirm);
  }

  @Override
  public String unplug(String confirm) {
    return requests.run(Transition.UNPLUG, confirm);
  }

  @Override
  public String changeState(String state, long timeoutSeconds, String confirm)
      throws TimeoutException {
    return requests.run(transition(state), timeoutSeconds, confirm);
  }

  @Override
  public String cancel() {
    return requests.cancel();
  }

  @Override
  public String[] plan(String state) throws IOException {
    Transition to = transition(state);
    Optional<Operation> other = operations.running();
    if (other.isPresent()) {
      return Plan.no("It is busy with " + other.get() + ".").lines();
    }
    return Plan.of(region(), to, regions::survey).lines();
  }

  private Region region() throws IOException {
    return regions.read(device);
  }

  private <T> @Nullable T ofBlocks(Function<MemoryBlocks, T> fact) throws IOException {
    return region().blocks().map(fact).orElse(null);
  }

  private <T> @Nullable T counted(Function<TransitionCounters, T> fact) throws IOException {
    return regions.readState(device).counters().map(fact).orElse(null);
  }

  private <T> @Nullable T ofOperation(Function<Operation, T> fact) {
    return operations.latest().map(fact).orElse(null);
  }

  private @Nullable Long ofProgress(Function<Progress, Long> fact) throws IOException {
    Operation operation = operations.latest().orElse(null);
    return operation == null
        ? null
        : ofBlocks(blocks -> fact.apply(new Progress(operation, blocks)));
  }

  private static Transition transition(String state) {
    return Transition.of(state)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    WordWrap.text(
                        String.format(
                            Locale.ROOT,
                            "'%s' is not a state that a region can be brought to: choose online, online_kernel, online_movable, offline or unplugged.",
                            Visible.text(String.valueOf(state))))));
  }
}

package io.daxkmem.mbeans;

import static javax.management.MBeanOperationInfo.INFO;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A dax region used as RAM. Each attribute is read from the kernel on request and never waits for a
 * transition; it is {@code null} if its value is not available. Operations wait for the transition
 * to end and return a sentence describing the result. After a failure the region is as before, or
 * {@code inconsistent} if the kernel could not put all blocks back; the message then says so.
 *
 * <p>Operations throw only JDK exceptions, so clients need no classes of ours:
 *
 * <ul>
 *   <li>{@link IllegalArgumentException}: an argument is invalid; nothing was tried
 *   <li>{@link SecurityException}: the client may not change regions; nothing was tried
 *   <li>{@link IllegalStateException}: the kernel refused or failed, or another operation is
 *       running
 *   <li>{@link java.util.concurrent.CancellationException}: somebody called {@link #cancel()}
 *   <li>{@link TimeoutException}: the timeout expired
 * </ul>
 */
@Description(
    "A dax region bound to kmem, which turns it into ordinary memory. Attributes are read from the"
        + " kernel on request and never wait for a transition; a value that is not available is null.")
public interface RegionMBean {

  @Description("Name of the dax device, such as dax0.0")
  String getDevice();

  @Description(
      "State of the whole region: unplugged, offline, online, online_kernel, online_movable,"
          + " inconsistent (its memory blocks disagree) or unknown")
  String getState() throws IOException;

  @Description(
      "State that the region should have, as the file of wanted states says: online, online_kernel,"
          + " online_movable, offline or unplugged; null if it says nothing about this region")
  @Nullable String getWantedState() throws IOException;

  @Description(
      "Whether the region is in that state; null if the file says nothing about this region")
  @Nullable Boolean getAsWanted() throws IOException;

  @Description(
      "How this kernel shows the region: hotplug (changed as a whole, protected from others), state"
          + " (changed as a whole, not protected) or blocks (cannot be changed as a whole)")
  String getKernelInterface() throws IOException;

  @Description("Path of the device's region below /sys/devices, as daxctl list -R shows it")
  String getRegionPath() throws IOException;

  @Description("NUMA node that the region's memory belongs to; -1 for none")
  int getTargetNode() throws IOException;

  @Description("First physical address, in hexadecimal; null without the right to read addresses")
  @Nullable String getResource() throws IOException;

  @Description("Size of the device in bytes")
  long getSizeBytes() throws IOException;

  @Description(
      "Bytes in use as RAM, in memory blocks that are online or going offline; null without the"
          + " right to read addresses")
  @Nullable Long getOnlineBytes() throws IOException;

  @Description("Size of a memory block in bytes; null without the right to read addresses")
  @Nullable Long getMemoryBlockBytes() throws IOException;

  @Description("Number of memory blocks that are online; null without the right to read addresses")
  @Nullable Long getMemoryBlocksOnline() throws IOException;

  @Description(
      "Number of memory blocks that are going offline; null without the right to read addresses")
  @Nullable Long getMemoryBlocksGoingOffline() throws IOException;

  @Description("Number of memory blocks that are offline; null without the right to read addresses")
  @Nullable Long getMemoryBlocksOffline() throws IOException;

  @Description(
      "Number of memory blocks that are online in ZONE_MOVABLE, which can be offlined again; null"
          + " without the right to read addresses")
  @Nullable Long getMemoryBlocksMovable() throws IOException;

  @Description(
      "Transitions to online that the kernel completed since the device was bound; null where it"
          + " does not count")
  @Nullable Long getTransitionsOnline() throws IOException;

  @Description(
      "Transitions to online_kernel that the kernel completed since the device was bound; null"
          + " where it does not count")
  @Nullable Long getTransitionsOnlineKernel() throws IOException;

  @Description(
      "Transitions to online_movable that the kernel completed since the device was bound; null"
          + " where it does not count")
  @Nullable Long getTransitionsOnlineMovable() throws IOException;

  @Description(
      "Transitions to offline that the kernel completed since the device was bound; null where it"
          + " does not count")
  @Nullable Long getTransitionsOffline() throws IOException;

  @Description(
      "Transitions to unplugged that the kernel completed since the device was bound; null where it"
          + " does not count")
  @Nullable Long getTransitionsUnplug() throws IOException;

  @Description(
      "Transitions since the device was bound that failed or were interrupted, and were rolled"
          + " back; null where the kernel does not count")
  @Nullable Long getTransitionFailures() throws IOException;

  @Description(
      "Time spent in transitions since the device was bound, in seconds; null where the kernel does"
          + " not count")
  @Nullable Double getTransitionSeconds() throws IOException;

  @Description(
      "Attempts by others to change a memory block of the region that the kernel has refused since"
          + " the device was bound; null where it does not count")
  @Nullable Long getExternalChangesRefused() throws IOException;

  @Description(
      "Transition in progress, whoever requested it: online, online_kernel, online_movable, offline,"
          + " unplug or none; null where the kernel does not report it")
  @Nullable String getTransitionPending() throws IOException;

  @Description(
      "Whether the kernel currently stops others from changing memory blocks of the region; null"
          + " where the kernel does not report it")
  @Nullable Boolean getProtected() throws IOException;

  @Description("Whether an operation requested through JMX is running")
  boolean isOperationRunning();

  @Description(
      "Transition requested by the running operation, or otherwise by the last one; null before the"
          + " first, like the other Operation attributes")
  @Nullable String getOperationTarget();

  @Description("Who requested that operation")
  @Nullable String getOperationRequestedBy();

  @Description("When that operation was requested, in UTC, as in 2026-11-24T03:00:00Z")
  @Nullable String getOperationStarted();

  @Description("How long that operation has taken, in seconds")
  @Nullable Double getOperationSeconds();

  @Description(
      "How that operation ended: done, failed, cancelled, timed_out or refused; running while it"
          + " has not ended")
  @Nullable String getOperationOutcome();

  @Description("The result of that operation as a sentence; null while it is running")
  @Nullable String getOperationMessage();

  @Description(
      "Number of memory blocks that are already as that operation wants them, out of"
          + " OperationBlocksTotal; 0 after an operation that was not done, as the kernel rolls back."
          + " Null without the right to read addresses")
  @Nullable Long getOperationBlocksDone() throws IOException;

  @Description(
      "Number of memory blocks that operation has to change; null without the right to read"
          + " addresses")
  @Nullable Long getOperationBlocksTotal() throws IOException;

  @Description(
      "Bytes of the memory blocks that the running operation has yet to change; 0 once it has"
          + " ended. Null without the right to read addresses")
  @Nullable Long getOperationBytesLeft() throws IOException;

  @Description("Adds all of the region's memory, if needed, and brings it online")
  String online();

  @Description(
      "Adds all of the region's memory, if needed, and brings it online in ZONE_MOVABLE, so that it"
          + " can be offlined again")
  String onlineMovable();

  @Description(
      "Adds all of the region's memory, if needed, and brings it online in a kernel zone, where"
          + " offlining it again may never succeed")
  String onlineKernel();

  @Description(
      "Offlines all of the region's memory and keeps it added; its content moves to other memory."
          + " All or nothing")
  String offline(
      @Description("The device's name, to confirm that memory may be taken away") String confirm);

  @Description(
      "Offlines all of the region's memory and removes it; its content moves to other memory. All"
          + " or nothing")
  String unplug(
      @Description("The device's name, to confirm that memory may be taken away") String confirm);

  @Description("Brings the region to a state, or leaves it as it was when the timeout expires")
  String changeState(
      @Description("online, online_kernel, online_movable, offline or unplugged") String state,
      @Description("Timeout in seconds; 0 for none") long timeoutSeconds,
      @Description(
              "The device's name, to confirm that memory may be taken away; needed only for"
                  + " offline and unplugged")
          String confirm)
      throws TimeoutException;

  @Description(
      "Interrupts the running operation, waits until the kernel has rolled back, and returns how it"
          + " ended. Also ends the tries to bring the region to its wanted state")
  String cancel();

  @Description(
      value =
          "Checks whether the region can be brought to a state now, and changes nothing. Returns yes"
              + " (no obstacle is known), no or maybe, then the reasons: memory blocks by zone, room"
              + " on other nodes, processes with memory on the node",
      impact = INFO)
  String[] plan(
      @Description("online, online_kernel, online_movable, offline or unplugged") String state)
      throws IOException;
}

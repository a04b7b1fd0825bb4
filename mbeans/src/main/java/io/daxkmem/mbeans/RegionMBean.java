package io.daxkmem.mbeans;

import static javax.management.MBeanOperationInfo.INFO;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A dax region used as RAM. Attributes are read from the kernel when they are asked for and never
 * wait for a transition; one that cannot be known is {@code null}. Operations wait until the
 * transition has ended, and give a sentence that says how.
 *
 * <p>Operations throw only exceptions of the JDK, so that a client needs no other classes:
 *
 * <ul>
 *   <li>{@link IllegalArgumentException}: an argument cannot be meant; nothing was tried
 *   <li>{@link SecurityException}: whoever asks may not change regions; nothing was tried
 *   <li>{@link IllegalStateException}: the kernel refused or failed, or another operation runs; the
 *       region is as before
 *   <li>{@link java.util.concurrent.CancellationException}: somebody called {@link #cancel()}; the
 *       region is as before
 *   <li>{@link TimeoutException}: it took longer than asked for; the region is as before
 * </ul>
 */
@Description(
    "A dax region bound to kmem, which makes ordinary memory of it. Attributes are read from the"
        + " kernel when asked for and never wait for a transition; what cannot be known is null.")
public interface RegionMBean {

  @Description("Name of the dax device, such as dax0.0")
  String getDevice();

  @Description(
      "State of the whole region: unplugged, offline, online, online_kernel, online_movable,"
          + " inconsistent (its memory blocks disagree) or unknown")
  String getState() throws IOException;

  @Description(
      "How this kernel shows the region: hotplug (changed as a whole, protected from others), state"
          + " (changed as a whole, not protected) or blocks (cannot be changed as a whole)")
  String getKernelInterface() throws IOException;

  @Description("NUMA node that the region's memory belongs to; -1 for none")
  int getTargetNode() throws IOException;

  @Description(
      "First physical address, in hexadecimal; null where this program may not know addresses")
  @Nullable String getResource() throws IOException;

  @Description("Size of the device in bytes")
  long getSizeBytes() throws IOException;

  @Description(
      "Bytes in use as RAM: of memory blocks that are online or going offline; null where this"
          + " program may not know addresses")
  @Nullable Long getOnlineBytes() throws IOException;

  @Description("Size of a memory block in bytes; null where this program may not know addresses")
  @Nullable Long getMemoryBlockBytes() throws IOException;

  @Description(
      "Memory blocks that are online, in number; null where this program may not know addresses")
  @Nullable Long getMemoryBlocksOnline() throws IOException;

  @Description(
      "Memory blocks that are going offline, in number; null where this program may not know"
          + " addresses")
  @Nullable Long getMemoryBlocksGoingOffline() throws IOException;

  @Description(
      "Memory blocks that are offline, in number; null where this program may not know addresses")
  @Nullable Long getMemoryBlocksOffline() throws IOException;

  @Description(
      "Memory blocks that are online in ZONE_MOVABLE, from where memory can be taken away again, in"
          + " number; null where this program may not know addresses")
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
      "Transitions that failed or were interrupted, and were rolled back, since the device was"
          + " bound; null where the kernel does not count")
  @Nullable Long getTransitionFailures() throws IOException;

  @Description(
      "Time spent in transitions since the device was bound, in seconds; null where the kernel does"
          + " not count")
  @Nullable Double getTransitionSeconds() throws IOException;

  @Description(
      "Changes of one of the region's memory blocks by somebody else that the kernel refused since"
          + " the device was bound; null where it does not count")
  @Nullable Long getExternalChangesRefused() throws IOException;

  @Description(
      "Transition under way, whoever asked for it: online, online_kernel, online_movable, offline,"
          + " unplug or none; null where the kernel does not tell")
  @Nullable String getTransitionPending() throws IOException;

  @Description(
      "Whether the kernel refuses everybody else to change a memory block of the region now; null"
          + " where the kernel does not tell")
  @Nullable Boolean getProtected() throws IOException;

  @Description("Whether an operation asked for through JMX is under way")
  boolean isOperationRunning();

  @Description(
      "Transition asked for by the operation under way, or else by the last one; null before the"
          + " first, as are the other Operation attributes")
  @Nullable String getOperationTarget();

  @Description("Who asked for that operation")
  @Nullable String getOperationRequestedBy();

  @Description("When that operation was asked for, in UTC: 2026-11-24T03:00:00Z")
  @Nullable String getOperationStarted();

  @Description("How long that operation has taken, in seconds")
  @Nullable Double getOperationSeconds();

  @Description(
      "How that operation ended: done, refused, failed, cancelled or timed_out; running while it is"
          + " under way")
  @Nullable String getOperationOutcome();

  @Description("What happened to that operation, as a sentence; null while it is under way")
  @Nullable String getOperationMessage();

  @Description(
      "Memory blocks that are as that operation wants them, in number, out of"
          + " OperationBlocksTotal; 0 once it has ended without being done, as the kernel puts"
          + " everything back. Null where this program may not know addresses")
  @Nullable Long getOperationBlocksDone() throws IOException;

  @Description(
      "Memory blocks that operation has to change, in number; null where this program may not know"
          + " addresses")
  @Nullable Long getOperationBlocksTotal() throws IOException;

  @Description(
      "Bytes of the memory blocks that the operation under way has still to change; 0 once it has"
          + " ended. Null where this program may not know addresses")
  @Nullable Long getOperationBytesLeft() throws IOException;

  @Description("Adds all of the region's memory, if need be, and brings it online")
  String online();

  @Description(
      "Adds all of the region's memory, if need be, and brings it online in ZONE_MOVABLE, from where"
          + " it can be taken away again")
  String onlineMovable();

  @Description(
      "Adds all of the region's memory, if need be, and brings it online in a kernel zone, from where"
          + " it may never be taken away again")
  String onlineKernel();

  @Description(
      "Takes all of the region's memory out of use and keeps it added; its content moves to other"
          + " memory. All or nothing")
  String offline(
      @Description("The device's name, to confirm that memory may be taken away") String confirm);

  @Description(
      "Takes all of the region's memory out of use and removes it; its content moves to other"
          + " memory. All or nothing")
  String unplug(
      @Description("The device's name, to confirm that memory may be taken away") String confirm);

  @Description("Brings the region to a state, or leaves it as it is after a timeout")
  String changeState(
      @Description("online, online_kernel, online_movable, offline or unplugged") String state,
      @Description("How long it may take, in seconds; 0: as long as it takes") long timeoutSeconds,
      @Description(
              "The device's name, to confirm that memory may be taken away; looked at for offline"
                  + " and unplugged only")
          String confirm)
      throws TimeoutException;

  @Description(
      "Interrupts the operation under way, waits until the kernel has put everything back, and tells"
          + " how it ended")
  String cancel();

  @Description(
      value =
          "Whether the region could be brought to a state now: yes (nothing known stands in the way),"
              + " no or maybe, and then the reasons: memory blocks by zone, room on other nodes,"
              + " processes with memory on the node. Changes nothing",
      impact = INFO)
  String[] plan(
      @Description("online, online_kernel, online_movable, offline or unplugged") String state)
      throws IOException;
}

package io.daxkmem.exporter.jolokia;

import static io.daxkmem.log.Field.field;

import io.daxkmem.exporter.web.RequestThreads;
import io.daxkmem.log.Shortened;
import io.daxkmem.mbeans.operation.Caller;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.management.JMException;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.request.JolokiaExecRequest;
import org.jolokia.server.core.request.JolokiaNotificationRequest;
import org.jolokia.server.core.request.JolokiaObjectNameRequest;
import org.jolokia.server.core.request.JolokiaReadRequest;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.request.NotChangedException;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.jolokia.service.jmx.LocalRequestHandler;

/**
 * Refuses requests that a {@link org.jolokia.server.core.service.api.Restrictor} is not asked
 * about, or does not know enough about. Every request arrives here parsed and one at a time,
 * whether it was sent in the path, in the parameter {@code p}, alone or in bulk.
 */
final class RegionRequestHandler extends LocalRequestHandler {
  private static final int ORDER = 1000;

  /** More than any MBean has. */
  private static final int MOST_ATTRIBUTES = 100;

  /** A request may have 64 KiB, and its line in the log would have as many. */
  private static final int MOST_LOGGED = 1 << 10;

  private final Caller caller;
  private final NotificationClients clients;
  private final RequestThreads threads;
  private final AnswerMemory memory;
  private final RefusalLog log;
  private final Lock lists = new ReentrantLock();

  /**
   * @param caller identifies the client, for the log
   * @param threads the threads that requests arrive on
   * @param memory accounts for answers
   */
  RegionRequestHandler(
      Caller caller,
      NotificationClients clients,
      RequestThreads threads,
      AnswerMemory memory,
      RefusalLog log) {
    super(ORDER);
    this.clients = clients;
    this.caller = caller;
    this.threads = threads;
    this.memory = memory;
    this.log = log;
  }

  @Override
  public <R extends JolokiaRequest> Object handleRequest(R request, Object previous)
      throws IOException,
          JMException,
          NotChangedException,
          BadRequestException,
          EmptyResponseException {
    Optional<String> reason = reason(request);
    if (reason.isPresent()) {
      logRefused(request, reason.get());
      throw new SecurityException(reason.get());
    }
    if (request instanceof JolokiaExecRequest operation) {
      TimeoutArgument.check(operation);
    }
    // an operation may take long and must not be interrupted to make room for another client
    threads.begin();
    try {
      return handleUndisturbed(request, previous);
    } finally {
      threads.end();
    }
  }

  private Object handleUndisturbed(JolokiaRequest request, Object previous)
      throws IOException,
          JMException,
          NotChangedException,
          BadRequestException,
          EmptyResponseException {
    if (request instanceof JolokiaNotificationRequest notification) {
      memory.check();
      try {
        return memory.keep(clients.handle(notification, one -> super.handleRequest(one, previous)));
      } catch (SecurityException e) {
        logRefused(request, String.valueOf(e.getMessage()));
        throw e;
      }
    }
    return request.getType() == RequestType.EXEC
        // the answer to an operation is never refused
        ? super.handleRequest(request, previous)
        : read(request, previous);
  }

  private void logRefused(JolokiaRequest request, String reason) {
    String text = request.toJSON().toJSONString();
    log.refused(
        caller.requester().user(),
        field("reason", reason),
        field("by", caller.requester().text()),
        field("request", Shortened.text(text, MOST_LOGGED)));
  }

  private Object read(JolokiaRequest request, Object previous)
      throws IOException,
          JMException,
          NotChangedException,
          BadRequestException,
          EmptyResponseException {
    memory.check();
    if (request.getType() != RequestType.LIST) {
      return memory.keep(super.handleRequest(request, previous));
    }
    // one at a time, because a list counts only once it is built
    lists.lock();
    try {
      return memory.keep(super.handleRequest(request, previous));
    } finally {
      lists.unlock();
    }
  }

  private Optional<String> reason(JolokiaRequest request) {
    if (request.getOption("target") != null) {
      return Optional.of("this agent is not a proxy for other targets");
    }
    RequestType type = request.getType();
    boolean operation = type == RequestType.EXEC;
    if (operation && request.getHttpMethod() != HttpMethod.POST) {
      return Optional.of("operations must be sent by POST");
    }
    if (request instanceof JolokiaReadRequest read
        && read.isMultiAttributeMode()
        && read.getAttributeNames().size() > MOST_ATTRIBUTES) {
      return Optional.of("more than " + MOST_ATTRIBUTES + " attributes in one request");
    }
    if (type == RequestType.WRITE) {
      return Optional.of("no attribute can be written");
    }
    if (request instanceof JolokiaNotificationRequest notification) {
      return NotificationClients.reason(notification);
    }
    if ((operation || type == RequestType.READ)
        && request instanceof JolokiaObjectNameRequest named
        && !RegionRestrictor.isOurs(named.getObjectName())) {
      // reading *:* would read the attributes of all MBeans before the restrictor is asked
      return Optional.of("only MBeans of the domain io.daxkmem are available");
    }
    if (operation
        && request instanceof JolokiaObjectNameRequest named
        && named.getObjectName().isPattern()) {
      // the first that fails would end it, and the answer would not tell of those before
      return Optional.of("an operation is of one MBean: send one request for each, without * or ?");
    }
    return Optional.empty();
  }
}

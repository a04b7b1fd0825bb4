package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Field;
import io.daxkmem.log.Log;
import java.util.ArrayList;
import java.util.List;

/** Logs operations. */
final class OperationLog {
  private static final Log LOG = new Log(OperationLog.class);

  void ended(EndedOperation operation) {
    List<Field> fields =
        new ArrayList<>(
            List.of(
                field("device", operation.device()),
                field("to", operation.to().text()),
                field("outcome", operation.outcome().text()),
                field("user", operation.requester().user()),
                field("client", operation.requester().client()),
                field("seconds", operation.duration().toMillis() / 1e3)));
    if (operation.outcome() != Outcome.DONE) {
      fields.add(field("why", operation.message()));
    }
    LOG.info("operation ended", fields.toArray(Field[]::new));
  }

  void refused(MoreRefused more) {
    LOG.warn(
        "more operations refused than are logged",
        field("outcome", Outcome.REFUSED.text()),
        field("user", more.user()),
        field("operations", more.number()));
  }
}

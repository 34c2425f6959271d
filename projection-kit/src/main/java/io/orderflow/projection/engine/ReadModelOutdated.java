package io.orderflow.projection.engine;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.projection.api.Projection;
import io.orderflow.service.message.ProblemException;

/** This revision cannot read the documents, because an earlier revision made them; they are being rebuilt. */
final class ReadModelOutdated extends ProblemException {

    ReadModelOutdated(Projection<?> projection, int revision) {
        super(ProblemCode.UNAVAILABLE,
                "The documents of %s are of revision %d, which revision %d cannot read; it is being rebuilt".formatted(
                        projection.name(), revision, projection.revision()));
    }
}

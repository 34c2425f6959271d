package io.orderflow.projection.rebuild;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.projection.engine.Pointer.Building;
import io.orderflow.projection.engine.RebuildState;
import io.orderflow.service.message.ProblemException;
import java.net.URI;
import java.util.Optional;

/** A second rebuild of a projection was asked for while one is going on. */
final class RebuildRunning extends ProblemException {

    private final String rebuildId;

    RebuildRunning(String projection, Building running) {
        super(ProblemCode.REBUILD_RUNNING, detail(projection, running));
        this.rebuildId = running.id();
    }

    String rebuildId() {
        return rebuildId;
    }

    @Override
    public Optional<URI> location() {
        return Optional.of(URI.create("/rebuilds/" + rebuildId));
    }

    private static String detail(String projection, Building running) {
        String end = running.state() == RebuildState.AWAITING_PROMOTION
                ? "waits for its promotion: POST /rebuilds/%1$s/promotion lets it serve, "
                        + "DELETE /rebuilds/%1$s gives it up"
                : "is going on: GET /rebuilds/%1$s shows how far it is, DELETE /rebuilds/%1$s gives it up";
        return ("The rebuild %1$s of %2$s " + end).formatted(running.id(), projection);
    }
}

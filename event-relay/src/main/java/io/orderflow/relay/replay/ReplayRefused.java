package io.orderflow.relay.replay;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A replay cannot begin or end as it was asked for. */
final class ReplayRefused extends ProblemException {

    private final @Nullable String inTheWay;

    /** @param inTheWay the replay that stands in the way, null for none */
    ReplayRefused(ProblemCode code, String detail, @Nullable String inTheWay) {
        super(code, detail);
        this.inTheWay = inTheWay;
    }

    @Override
    public Optional<URI> location() {
        return Optional.ofNullable(inTheWay).map(id -> URI.create("/replays/" + id));
    }
}

package io.orderflow.projection.history;

import io.orderflow.projection.Projection;
import io.orderflow.projection.ReadModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds single documents of a projection, as they are or as they were. Thread-safe. */
public final class PresentAndPast<D> {

    private final Projection<D> projection;
    private final ReadModel<D> present;
    private final TimeTravel past;

    public PresentAndPast(Projection<D> projection, ReadModel<D> present, TimeTravel past) {
        this.projection = projection;
        this.present = present;
        this.past = past;
    }

    /**
     * Finds one document.
     *
     * @param asOf a moment as {@link AsOf} reads it, absent for now
     * @throws io.orderflow.api.InvalidValue where it is no such moment
     */
    public Optional<D> find(String key, @Nullable String asOf) {
        return asOf == null ? present.find(key) : past.find(projection, key, AsOf.parse(asOf));
    }
}

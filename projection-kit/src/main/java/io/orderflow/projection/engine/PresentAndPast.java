package io.orderflow.projection.engine;

import io.orderflow.projection.api.AsOf;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.api.ReadModel;
import io.orderflow.service.web.NotFound;
import java.util.Optional;
import java.util.function.Predicate;
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

    /**
     * Finds one document that must be there.
     *
     * @param what   names the document for clients, as in {@code order o1}
     * @param exists whether clients see a document at all
     * @throws NotFound where there is none, or was none yet
     */
    public D require(String key, @Nullable String asOf, String what, Predicate<D> exists) {
        return find(key, asOf).filter(exists).orElseThrow(
                () -> new NotFound(asOf == null ? "No " + what : "There was no " + what + " as of " + asOf));
    }
}

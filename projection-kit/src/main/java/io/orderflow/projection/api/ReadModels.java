package io.orderflow.projection.api;

/** Gives query handlers the documents of the projections of this process. Thread-safe. */
public interface ReadModels {

    /** @throws IllegalArgumentException where the projection does not run in this process */
    <D> ReadModel<D> of(Projection<D> projection);
}

package io.orderflow.projection.api;

/** Where query handlers get the documents of a projection of this process. Thread-safe. */
public interface ReadModels {

    /** @throws IllegalArgumentException where the projection does not run in this process */
    <D> ReadModel<D> of(Projection<D> projection);
}

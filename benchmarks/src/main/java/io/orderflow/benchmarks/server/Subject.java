package io.orderflow.benchmarks.server;

import io.orderflow.benchmarks.measure.Figure;
import java.util.Optional;

/** A server that is measured, with its client. */
interface Subject extends AutoCloseable {

    /** What tells it apart from the other subjects of a measurement. */
    String name();

    Client client();

    /** What memory it took, where it has a process of its own. */
    default Optional<Figure> memory(String name) {
        return Optional.empty();
    }

    @Override
    void close();
}

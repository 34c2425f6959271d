package io.orderflow.benchmarks.server;

import io.orderflow.benchmarks.measure.Figure;
import java.util.Optional;

/** A measured server, with its client. */
interface Subject extends AutoCloseable {

    /** The name of the server, unique within a measurement. */
    String name();

    Client client();

    /** The memory of the server, when it has a process of its own. */
    default Optional<Figure> memory(String name) {
        return Optional.empty();
    }

    @Override
    void close();
}

package io.orderflow.benchmarks.relay;

import java.io.IOException;

/** A message broker beside the relay. */
interface BrokerProcess extends AutoCloseable {

    /** The setting of the relay that names it. */
    String setting();

    @Override
    void close() throws IOException;
}

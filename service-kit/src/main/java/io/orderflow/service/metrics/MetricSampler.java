package io.orderflow.service.metrics;

/**
 * Reads values for gauges that cost a read of a database, so that no request for the metrics does. One thread calls all
 * samplers, one after the other, every ten seconds.
 */
@FunctionalInterface
public interface MetricSampler {

    /** Reads the values, within the time limit of a read. Where it throws, the values of the last time stay. */
    void sample();
}

package io.orderflow.axonserver.store.rocksdb;

import java.util.List;

/**
 * What a store was found to hold, in words.
 *
 * @param problems
 *            what is damaged; empty where all is well
 * @param notes
 *            what is not as it should be, and mends itself when a server opens the store
 */
public record Findings(List<String> problems, List<String> notes) {}

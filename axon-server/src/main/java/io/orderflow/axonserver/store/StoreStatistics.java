package io.orderflow.axonserver.store;

/** How much a store holds; the size is that of its files on the disk. */
public record StoreStatistics(long events, long aggregates, long snapshots, long schedules, long bytesOnDisk) {}

package io.orderflow.service.resilience;

/**
 * Something outside of this process that it works with.
 *
 * @param name   as health shows it
 * @param serves whether requests cannot be served without it
 * @param check  asks it something small, and throws where no answer comes; it ends within the limit of a read
 */
public record Dependency(String name, boolean serves, Runnable check) {}

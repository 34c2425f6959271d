package io.orderflow.service.resilience;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A part of the start of a process that may take a while. As a bean, it is shown in the health of the process.
 *
 * @param name  what the part is called there
 * @param lacks what it waits for, empty where it is done; it waits for nothing itself, and any thread may ask
 */
public record StartupTask(String name, Supplier<Optional<String>> lacks) {}

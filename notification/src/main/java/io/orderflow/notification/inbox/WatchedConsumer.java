package io.orderflow.notification.inbox;

import java.util.function.BooleanSupplier;

/**
 * A consumer of this process.
 *
 * @param name          in metrics and for people
 * @param component     under which the consumer tells what it repeats
 * @param takesMessages whether it is connected, and gets messages where there are any; asked on any thread
 */
public record WatchedConsumer(String name, String component, BooleanSupplier takesMessages) {}

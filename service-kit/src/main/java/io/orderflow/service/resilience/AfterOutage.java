package io.orderflow.service.resilience;

/** What is to go on at once when something that was away answers again. It must not block. */
@FunctionalInterface
public interface AfterOutage extends Runnable {}

package io.orderflow.service.acting;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;

/**
 * Declares an event processor that acts. As a bean, it sets up the processing group of the same name.
 *
 * @param name     the processing group
 * @param sequence tells which events must be handled in order: those with the same identifier. An event that fails
 * holds
 *                 back those after it in its sequence, and no others.
 */
public record ActingProcessor(String name, SequencingPolicy<? super EventMessage<?>> sequence) {}

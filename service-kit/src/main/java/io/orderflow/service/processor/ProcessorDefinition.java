package io.orderflow.service.processor;

import java.util.Set;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Declares an event processor whose handlers send commands. As a bean, it sets up the processing group of the same
 * name.
 *
 * @param name        the processing group
 * @param kinds       the kinds of streams, such as {@code order} of {@code order:o1}, that are named after their
 *                    sequence
 * @param sequence    tells which events must be handled in order: those with the same identifier. An event that fails
 *                    holds back those after it in its sequence, and no others. It may throw where it cannot read an
 *                    event
 * @param successorTo the processor from which this one has taken over a part of the work, absent for none: this one
 *                    begins at the position of that processor at its first start, and does not repeat that processor's
 *                    work
 * @param onlyAsks    the payloads of events whose request no other event repeats: their dead letters cannot be given up
 * @param givesWay    whether fewer of its events are handled at once while clients wait; not where its handlers wait for
 *                    servers that may be away, because they would keep the turns of others
 */
public record ProcessorDefinition(String name, Set<String> kinds, SequencingPolicy<? super EventMessage<?>> sequence,
        @Nullable String successorTo, Set<Class<?>> onlyAsks, boolean givesWay) {

    /** A processor that gives way to clients. */
    public ProcessorDefinition(String name, Set<String> kinds, SequencingPolicy<? super EventMessage<?>> sequence,
            @Nullable String successorTo, Set<Class<?>> onlyAsks) {
        this(name, kinds, sequence, successorTo, onlyAsks, true);
    }

    /** A processor that begins with the first event. */
    public ProcessorDefinition(String name, Set<String> kinds, SequencingPolicy<? super EventMessage<?>> sequence,
            Set<Class<?>> onlyAsks) {
        this(name, kinds, sequence, null, onlyAsks);
    }

    /** A processor that begins with the first event, and each of whose dead letters can be given up. */
    public ProcessorDefinition(String name, Set<String> kinds, SequencingPolicy<? super EventMessage<?>> sequence) {
        this(name, kinds, sequence, Set.of());
    }

    /** The same processor, which handles as many events at once whether clients wait or not. */
    public ProcessorDefinition withoutGivingWay() {
        return new ProcessorDefinition(name, kinds, sequence, successorTo, onlyAsks, false);
    }

    /** The name under which the processor reports repeated failures. */
    public String component() {
        return ConcurrentStreamingProcessor.componentOf(name);
    }
}

package io.orderflow.service.tracing;

import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.tracing.NoOpSpanFactory.NoOpSpan;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanFactory;

/**
 * Gives a command one span where it is handled in the process that sends it: that of its handling. What a span of its
 * sending would add, the wait for its turn, is the time between the beginning of the handling and that of the span before.
 * Only a command that leaves the process has a span of its way. The framework calls it on each thread that sends or
 * handles a command. Thread-safe.
 */
record CommandSpans(SpanFactory spans) implements CommandBusSpanFactory {

    @Override
    public Span createDispatchCommandSpan(CommandMessage<?> command, boolean distributed) {
        return distributed
                ? spans.createDispatchSpan(() -> "CommandBus.dispatchDistributedCommand", command)
                : NoOpSpan.INSTANCE;
    }

    @Override
    public Span createHandleCommandSpan(CommandMessage<?> command, boolean distributed) {
        return spans.createChildHandlerSpan(
                () -> distributed ? "CommandBus.handleDistributedCommand" : "CommandBus.handleCommand", command);
    }

    @Override
    public <T> CommandMessage<T> propagateContext(CommandMessage<T> command) {
        return spans.propagateContext(command);
    }
}

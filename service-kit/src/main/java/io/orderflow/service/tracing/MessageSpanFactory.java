package io.orderflow.service.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.axonframework.messaging.Message;
import org.axonframework.tracing.NoOpSpanFactory.NoOpSpan;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanAttributesProvider;
import org.axonframework.tracing.SpanFactory;
import org.axonframework.tracing.SpanUtils;

/**
 * Makes the spans of messages for the framework. What handles a message continues the trace that the message carries,
 * whatever its thread did before, because our command bus handles messages of several requests on one thread. What sends
 * a message continues the trace of its thread and, on a thread without any, that of the message. Where neither is
 * recorded there is no span: traces begin with requests alone.
 *
 * <p>The framework's own factory for OpenTelemetry takes the global one, which Spring Boot does not set.
 *
 * <p>The framework calls it on whatever thread sends or handles a message, and asks for the name of a span only by its
 * supplier. Thread-safe.
 */
public final class MessageSpanFactory implements SpanFactory {

    /** The framework names a handler's method with the types of its parameters. */
    private static final String OF_METHODS = ")";

    private final Tracer tracer;
    private final List<SpanAttributesProvider> attributes = new CopyOnWriteArrayList<>();
    /** A key remembers how it is written for the receiver. There are as many as the providers have names. */
    private final Map<String, AttributeKey<String>> keys = new ConcurrentHashMap<>();

    public MessageSpanFactory(Tracer tracer) {
        this.tracer = tracer;
    }

    /** The framework asks for such a span for a batch, which is many messages: each has a span of its own. */
    @Override
    public Span createRootTrace(Supplier<String> name) {
        return NoOpSpan.INSTANCE;
    }

    /** A handler that is no child is the beginning of another trace, with a link to that of its message. */
    @Override
    public Span createHandlerSpan(Supplier<String> name, Message<?> message, boolean isChild, Message<?>... linked) {
        Context cause = TraceContext.of(message);
        if (!TraceContext.isRecorded(cause)) {
            return MessageSpan.DETACHED;
        }
        SpanBuilder span = of(name, message, SpanKind.CONSUMER);
        return new MessageSpan(isChild
                ? span.setParent(cause)
                : span.setNoParent().addLink(io.opentelemetry.api.trace.Span.fromContext(cause).getSpanContext()));
    }

    @Override
    public Span createDispatchSpan(Supplier<String> name, Message<?> message, Message<?>... linked) {
        return ofSender(name, message, SpanKind.PRODUCER);
    }

    @Override
    public Span createInternalSpan(Supplier<String> name, Message<?> message) {
        return ofSender(name, message, SpanKind.INTERNAL);
    }

    /** The method of a handler has the span of its message already. */
    @Override
    public Span createInternalSpan(Supplier<String> name) {
        if (!TraceContext.isRecorded(Context.current())) {
            return NoOpSpan.INSTANCE;
        }
        String given = name.get();
        return given.endsWith(OF_METHODS) ? NoOpSpan.INSTANCE : new MessageSpan(tracer.spanBuilder(given));
    }

    private Span ofSender(Supplier<String> name, Message<?> message, SpanKind kind) {
        Context current = Context.current();
        Context cause = TraceContext.isRecorded(current) ? current : TraceContext.of(message);
        return TraceContext.isRecorded(cause)
                ? new MessageSpan(of(name, message, kind).setParent(cause))
                : NoOpSpan.INSTANCE;
    }

    /** The span of what is done with the message, named after both. */
    SpanBuilder of(Supplier<String> name, Message<?> message, SpanKind kind) {
        SpanBuilder span = tracer.spanBuilder(name.get() + "(" + SpanUtils.determineMessageName(message) + ")")
                .setSpanKind(kind);
        attributes.forEach(provider -> provider.provideForMessage(message)
                .forEach((key, value) -> span.setAttribute(keys.computeIfAbsent(key, AttributeKey::stringKey), value)));
        return span;
    }

    @Override
    public void registerSpanAttributeProvider(SpanAttributesProvider provider) {
        attributes.add(provider);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <M extends Message<?>> M propagateContext(M message) {
        Map<String, String> carried = TraceContext.carried();
        return carried.isEmpty() ? message : (M) message.andMetaData(carried);
    }
}

package io.orderflow.service.tracing;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.orderflow.api.problem.Refusal;
import io.orderflow.service.message.CommandRefused;
import java.util.Optional;
import org.axonframework.tracing.Span;
import org.axonframework.tracing.SpanScope;
import org.jspecify.annotations.Nullable;

/**
 * One span of the framework's. It tells of a failure its class alone, because messages of exceptions name people and
 * amounts, and does not call a refusal a failure.
 *
 * <p>The framework starts and ends a span once each, but ends the span of a commit also where it never started it. It may
 * report a failure on another thread than that which started the span, hence the volatile field.
 */
final class MessageSpan implements Span {

    /**
     * In place of the span of a message that carries no trace: the thread may still work for another message, whose trace
     * must not go on with this one. Where that one is not recorded, there is nothing that could go on.
     */
    static final Span DETACHED = new Detached();

    private final SpanBuilder builder;
    private volatile io.opentelemetry.api.trace.@Nullable Span started;

    MessageSpan(SpanBuilder builder) {
        this.builder = builder;
    }

    @Override
    public Span start() {
        started = builder.startSpan();
        return this;
    }

    @Override
    public SpanScope makeCurrent() {
        Scope scope = span().makeCurrent();
        return scope::close;
    }

    @Override
    public void end() {
        span().end();
    }

    @Override
    public Span recordException(Throwable failure) {
        Optional<Refusal> refusal = failure instanceof RuntimeException refused
                ? CommandRefused.refusalIn(refused)
                : Optional.empty();
        if (refusal.isPresent()) {
            span().setAttribute("orderflow.refusal", refusal.get().code().name());
        } else {
            span().setStatus(StatusCode.ERROR).setAttribute("error.type", failure.getClass().getName());
        }
        return this;
    }

    @Override
    public Span addAttribute(String key, String value) {
        io.opentelemetry.api.trace.Span span = started;
        if (span == null) {
            builder.setAttribute(key, value);
        } else {
            span.setAttribute(key, value);
        }
        return this;
    }

    private io.opentelemetry.api.trace.Span span() {
        io.opentelemetry.api.trace.Span span = started;
        return span == null ? io.opentelemetry.api.trace.Span.getInvalid() : span;
    }

    private static final class Detached implements Span {

        private static final SpanScope NOTHING_TO_LEAVE = () -> {};

        @Override
        public Span start() {
            return this;
        }

        @Override
        public SpanScope makeCurrent() {
            if (!TraceContext.isRecorded(Context.current())) {
                return NOTHING_TO_LEAVE;
            }
            Scope scope = Context.root().makeCurrent();
            return scope::close;
        }

        @Override
        public void end() {
            // Nothing was begun.
        }

        @Override
        public Span recordException(Throwable failure) {
            return this;
        }
    }
}

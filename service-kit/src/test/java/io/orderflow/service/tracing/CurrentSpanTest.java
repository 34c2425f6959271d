package io.orderflow.service.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.Test;

class CurrentSpanTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private final CurrentSpan current = new CurrentSpan();

    private static Scope in(TraceFlags flags) {
        return Span.wrap(SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault())).makeCurrent();
    }

    @Test
    void isAnExampleWhereItIsRecorded() {
        try (Scope recorded = in(TraceFlags.getSampled())) {
            assertThat(recorded).isNotNull();
            assertThat(current.isCurrentSpanSampled()).isTrue();
            assertThat(current.getCurrentTraceId()).isEqualTo(TRACE);
            assertThat(current.getCurrentSpanId()).isEqualTo(SPAN);
        }
    }

    @Test
    void isNoneOtherwise() {
        try (Scope unrecorded = in(TraceFlags.getDefault())) {
            assertThat(unrecorded).isNotNull();
            assertThat(current.isCurrentSpanSampled()).isFalse();
        }
        assertThat(current.isCurrentSpanSampled()).isFalse();
    }
}

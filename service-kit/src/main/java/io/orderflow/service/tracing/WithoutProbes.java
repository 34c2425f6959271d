package io.orderflow.service.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;

/**
 * Hands on all spans but those of probes and of the figures, which are asked for all the time and are no trace of
 * anybody's. One thread calls it.
 */
record WithoutProbes(SpanExporter receiver) implements SpanExporter {

    private static final String PROBE = "http get /actuator";

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        List<SpanData> wanted = spans.stream().filter(span -> !span.getName().startsWith(PROBE)).toList();
        return wanted.isEmpty() ? CompletableResultCode.ofSuccess() : receiver.export(wanted);
    }

    @Override
    public CompletableResultCode flush() {
        return receiver.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return receiver.shutdown();
    }
}

package io.orderflow.service.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlainIdsTest {

    private final PlainIds ids = new PlainIds();

    @Test
    void makesValidNumbersThatDiffer() {
        List<String> spans = Stream.generate(ids::generateSpanId).limit(1_000).toList();
        List<String> traces = Stream.generate(ids::generateTraceId).limit(1_000).toList();

        assertThat(spans).allMatch(SpanId::isValid).doesNotHaveDuplicates();
        assertThat(traces).allMatch(TraceId::isValid).doesNotHaveDuplicates();
    }
}

package io.orderflow.service.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.InstantSource;
import org.axonframework.tracing.SpanAttributesProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SdkTracerProviderBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Sets up the traces with Spring Boot's own OpenTelemetry, which the framework would not find. */
@Configuration(proxyBeanMethods = false)
@Conditional(TracingSwitch.class)
@EnableConfigurationProperties(TracingProperties.class)
class RecordedTraces {

    private static final String NAME = "io.orderflow";

    @Bean
    Sampler traceSampler(@Value("${management.tracing.sampling.probability:0.1}") double probability) {
        return Sampler.parentBased(new LinkedSampler(Sampler.traceIdRatioBased(probability)));
    }

    @Bean
    MessageSpanFactory messageSpanFactory(OpenTelemetry telemetry) {
        return new MessageSpanFactory(tracer(telemetry));
    }

    @Bean
    CommandSpans commandSpans(MessageSpanFactory spans) {
        return new CommandSpans(spans);
    }

    @Bean
    StoredEventSpans storedEventSpans(MessageSpanFactory spans) {
        return new StoredEventSpans(spans);
    }

    @Bean
    EventSpans eventSpans(MessageSpanFactory spans, TracingProperties properties) {
        return new EventSpans(spans, properties.sameTrace(), InstantSource.system());
    }

    @Bean
    DeadLetterSpans deadLetterSpans(EventSpans spans) {
        return new DeadLetterSpans(spans);
    }

    @Bean
    BatchSpans batchSpans(MessageSpanFactory spans, EventSpans rule) {
        return new TracedBatches(spans, rule);
    }

    @Bean
    DatabaseSpans databaseSpans(OpenTelemetry telemetry) {
        return new DatabaseSpans(tracer(telemetry));
    }

    @Bean
    SdkTracerProviderBuilderCustomizer plainIds() {
        return provider -> provider.setIdGenerator(new PlainIds());
    }

    /** In place of Spring Boot's own. */
    @Bean
    CurrentSpan currentSpan() {
        return new CurrentSpan();
    }

    /**
     * As Spring Boot's own, whose way over Micrometer's spans copies and sorts the attributes of each span several times
     * for filters that nobody here has.
     */
    @Bean
    BatchSpanProcessor batchSpanProcessor(SpanExporters receivers, OpenTelemetryTracingProperties properties) {
        OpenTelemetryTracingProperties.Export export = properties.getExport();
        return BatchSpanProcessor.builder(new WithoutProbes(SpanExporter.composite(receivers.list())))
                .setExportUnsampledSpans(export.isIncludeUnsampled())
                .setExporterTimeout(export.getTimeout())
                .setMaxExportBatchSize(export.getMaxBatchSize())
                .setMaxQueueSize(export.getMaxQueueSize())
                .setScheduleDelay(export.getScheduleDelay())
                .build();
    }

    /** The framework gives it to the factory of spans. */
    @Bean
    SpanAttributesProvider messageFields() {
        return MessageFields::besideTrace;
    }

    private static Tracer tracer(OpenTelemetry telemetry) {
        return telemetry.getTracer(NAME);
    }
}

package io.orderflow.service.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.mock.env.MockEnvironment;

class TracingSwitchTest {

    private static final String[] CONFIGURATIONS = {
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
            "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration"};

    private final MockEnvironment environment = new MockEnvironment();

    private boolean[] match() {
        TracingSwitch tracing = new TracingSwitch();
        tracing.setEnvironment(environment);
        return tracing.match(CONFIGURATIONS, mock(AutoConfigurationMetadata.class));
    }

    @Test
    void setsUpNothingOfTracesWithoutAReceiver() {
        assertThat(match()).containsExactly(false, false, true);
    }

    @Test
    void setsThemUpWhereAReceiverIsNamed() {
        environment.setProperty("management.opentelemetry.tracing.export.otlp.endpoint",
                "http://127.0.0.1:4318/v1/traces");

        assertThat(match()).containsExactly(true, true, true);
    }

    @Test
    void setsUpNothingWhereTheyAreSwitchedOff() {
        environment.setProperty("management.opentelemetry.tracing.export.otlp.endpoint",
                "http://127.0.0.1:4318/v1/traces");
        environment.setProperty("management.tracing.export.enabled", "false");

        assertThat(match()).containsExactly(false, false, true);
    }
}

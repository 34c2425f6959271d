package io.orderflow.service.tracing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Traces are on where the process is told to whom it sends them. Everywhere else Spring Boot sets up nothing of them, so
 * that no request, message or command to the database passes any code of theirs. Spring Boot calls this while it reads
 * the configurations, on one thread.
 */
final class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware, Condition {

    private static final List<String> ENDPOINTS = List.of("management.opentelemetry.tracing.export.otlp.endpoint",
            "management.opentelemetry.otlp.endpoint");
    private static final String EXPORT = "management.tracing.export.enabled";
    private static final List<String> PACKAGES = List.of("org.springframework.boot.micrometer.tracing.",
            "org.springframework.boot.opentelemetry.");

    private Environment environment = new StandardEnvironment();

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean on = isOn(environment);
        boolean[] matches = new boolean[configurations.length];
        for (int index = 0; index < configurations.length; index++) {
            String name = configurations[index];
            matches[index] = on || name == null || PACKAGES.stream().noneMatch(name::startsWith);
        }
        return matches;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return isOn(context.getEnvironment());
    }

    private static boolean isOn(Environment environment) {
        return environment.getProperty(EXPORT, boolean.class, true)
                && ENDPOINTS.stream().anyMatch(endpoint -> !environment.getProperty(endpoint, "").isBlank());
    }
}

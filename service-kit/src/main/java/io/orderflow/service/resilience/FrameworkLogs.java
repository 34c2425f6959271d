package io.orderflow.service.resilience;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Keeps the framework from logging each attempt, some with a stack trace, of a failure that {@link RepeatedFailures}
 * logs once. A level that is configured for these loggers stays as it is.
 */
final class FrameworkLogs implements SmartInitializingSingleton {

    private static final List<String> LOGGERS = List.of("org.axonframework.eventhandling.pooled",
            "org.axonframework.eventhandling.deadletter");

    private final ObjectProvider<LoggingSystem> logging;

    FrameworkLogs(ObjectProvider<LoggingSystem> logging) {
        this.logging = logging;
    }

    @Override
    public void afterSingletonsInstantiated() {
        logging.ifAvailable(system -> LOGGERS.stream()
                .filter(logger -> !isConfigured(system, logger))
                .forEach(logger -> system.setLogLevel(logger, LogLevel.ERROR)));
    }

    private static boolean isConfigured(LoggingSystem system, String logger) {
        LoggerConfiguration configuration = system.getLoggerConfiguration(logger);
        return configuration != null && configuration.getConfiguredLevel() != null;
    }
}

package io.orderflow.platform.embedded;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The settings of the platform that hold for the console too: its own, who issues tokens, and the certificates by which
 * callers are answered.
 */
final class ConsoleSettings {

    private static final String LISTENER = "server.ssl.bundle";

    private ConsoleSettings() {}

    /** Whether callers send and get everything encrypted. */
    static boolean isEncrypted(ConfigurableEnvironment platform) {
        return platform.containsProperty(LISTENER);
    }

    static Map<String, Object> of(ConfigurableEnvironment platform) {
        Map<String, Object> settings = new HashMap<>();
        platform.getPropertySources()
                .stream()
                .flatMap(source -> source instanceof EnumerablePropertySource<?> names
                        ? Stream.of(names.getPropertyNames())
                        : Stream.<String>empty())
                .filter(ConsoleSettings::concernsTheConsole)
                .forEach(name -> settings.put(name, platform.getProperty(name, "")));
        if (isEncrypted(platform)) {
            settings.put("orderflow.console.tls", platform.getProperty(LISTENER, ""));
        }
        return settings;
    }

    private static boolean concernsTheConsole(String name) {
        return name.startsWith("spring.ssl.bundle.") || name.startsWith("orderflow.console.")
                || name.startsWith("spring.security.oauth2.resourceserver.");
    }
}

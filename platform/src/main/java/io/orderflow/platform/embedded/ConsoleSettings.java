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
    private static final String PROXIES = "orderflow.proxies.trusted";
    private static final String LOCAL_PROXIES = "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1";

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
        // In the one process anybody may reach the port: as for the services, a proxy on this machine is believed.
        settings.put(PROXIES, platform.getProperty(PROXIES, LOCAL_PROXIES));
        return settings;
    }

    private static boolean concernsTheConsole(String name) {
        return name.startsWith("spring.ssl.bundle.") || name.startsWith("orderflow.console.")
                || name.startsWith("spring.security.oauth2.resourceserver.");
    }
}

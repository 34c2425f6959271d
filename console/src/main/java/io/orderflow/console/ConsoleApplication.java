package io.orderflow.console;

import io.orderflow.console.metrics.MetricsConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** Runs the console as a process of its own, behind the gateway. It expects the platform, and starts without it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({ConsoleConfiguration.class, MetricsConfiguration.class})
public class ConsoleApplication {

    /** The path below which the pages are. */
    public static final String PATH = "/console";
    static final String COOKIE = "ORDERFLOW_CONSOLE";
    /** The usual port. */
    public static final int PORT = 8089;

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application with the settings that hold where nothing else is said. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ConsoleApplication.class)
                .properties("spring.config.name=console", "spring.application.name=console", "server.port=" + PORT,
                        "server.address=127.0.0.1", "spring.threads.virtual.enabled=true",
                        "server.servlet.context-path=" + PATH, "server.servlet.session.cookie.name=" + COOKIE,
                        "server.servlet.session.cookie.same-site=lax", "server.servlet.session.cookie.path=/",
                        "server.servlet.session.timeout=8h",
                        "server.forward-headers-strategy=none", "server.compression.enabled=true",
                        "server.tomcat.max-connections=1024", "server.shutdown=graceful",
                        "spring.lifecycle.timeout-per-shutdown-phase=5s",
                        "spring.web.resources.add-mappings=false")
                .bannerMode(Banner.Mode.OFF)
                .initializers(context -> requireAllowed(context.getEnvironment()));
    }

    /** Where nobody is asked who they are, this machine alone may reach the pages. */
    private static void requireAllowed(ConfigurableEnvironment environment) {
        String address = environment.getProperty("server.address", "");
        boolean identified = !environment.getProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri", "")
                .isBlank();
        if (!identified && !address.startsWith("127.") && !address.equals("::1") && !address.equals("localhost")) {
            throw new IllegalStateException("The console asks nobody who they are, as no issuer is named: "
                    + "then it listens on this machine only, not on " + address);
        }
    }
}

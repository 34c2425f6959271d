package io.orderflow.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The running issuer. It names what it needs of Spring Boot one by one, because in the one process its class path is that
 * of the whole platform, of which it wants nothing.
 */
public final class IdentityServer implements AutoCloseable {

    /** The address that only this machine can reach. */
    static final String LOOPBACK = "127.0.0.1";
    /** The usual port. */
    public static final int PORT = 8090;

    private final ConfigurableApplicationContext context;

    private IdentityServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Runs the issuer as a process of its own. */
    public static void main(String[] arguments) {
        start(List.of(arguments), true);
    }

    /**
     * Starts it on this machine, with its keys and users in the data folder of a platform.
     *
     * @param port the port; 0 takes a free one, which is known before the start, as the URL of the issuer names it
     */
    public static IdentityServer start(Path data, int port) {
        return start(List.of("--server.port=" + (port == 0 ? freePort() : port), "--orderflow.issuer.data=" + data),
                false);
    }

    private static IdentityServer start(List<String> arguments, boolean endsWithProcess) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(Parts.class)
                .properties("spring.config.name=identity", "spring.application.name=identity",
                        "server.port=" + PORT, "server.address=" + LOOPBACK, "spring.threads.virtual.enabled=true",
                        "server.tomcat.max-connections=1024", "server.servlet.session.cookie.name=ORDERFLOW_ISSUER",
                        "server.servlet.session.cookie.same-site=lax",
                        "orderflow.issuer.url=http://" + LOOPBACK + ":${server.port}")
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(endsWithProcess)
                .initializers(context -> requireAllowed(context.getEnvironment()));
        IdentityServer server = new IdentityServer(application.run(arguments.toArray(String[]::new)));
        IdentityFolder.in(server.settings().data()).announce(server.issuer());
        return server;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    /** The keys and the users of this issuer are made for one machine. */
    private static void requireAllowed(Environment environment) {
        String address = environment.getProperty("server.address", LOOPBACK);
        if (!isLoopback(address)
                && !environment.getProperty("orderflow.issuer.beyond-loopback", Boolean.class, false)) {
            throw new IllegalStateException("The issuer is for development and listens on this machine only, not on "
                    + address + "; orderflow.issuer.beyond-loopback=true allows it");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private IssuerSettings settings() {
        return context.getBean(IssuerSettings.class);
    }

    /** The URL by which services know it. */
    public String issuer() {
        return String.valueOf(settings().url());
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({PropertyPlaceholderAutoConfiguration.class,
            ConfigurationPropertiesAutoConfiguration.class, JacksonAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class, HttpEncodingAutoConfiguration.class,
            TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
            WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
    @Import(IdentityConfiguration.class)
    static class Parts {}
}

package io.orderflow.console;

import io.orderflow.console.api.OwnConnector;
import io.orderflow.console.api.PlatformAddress;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionTrackingMode;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.catalina.Container;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.loader.WebappLoader;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The console as a part of another application's web server, below {@value ConsoleApplication#PATH}: an application
 * beside the other one, with filters, beans and sessions of its own. It shares nothing with it but the port.
 *
 * <p>The framework calls it once, before the web server starts; the web server then starts the console, and stops it.
 */
public final class MountedConsole implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final Supplier<URI> platform;
    private final Map<String, Object> settings;
    private @Nullable RuntimeException failure;
    private volatile @Nullable Connector connector;

    /**
     * Makes it.
     *
     * @param platform the address of the platform's HTTP interface, asked for with the first request
     * @param settings the settings of the console
     */
    public MountedConsole(Supplier<URI> platform, Map<String, Object> settings) {
        this.platform = platform;
        this.settings = Map.copyOf(settings);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(own -> connector = own);
        factory.addContextCustomizers(main -> main.getParent().addChild(context()));
    }

    private Container context() {
        StandardContext context = new StandardContext();
        context.setPath(ConsoleApplication.PATH);
        context.setName(ConsoleApplication.PATH);
        context.setDisplayName("console");
        context.setParentClassLoader(getClass().getClassLoader());
        WebappLoader loader = new WebappLoader();
        loader.setDelegate(true);
        context.setLoader(loader);
        // They are for class loaders that go while the process stays, and need access to the insides of the JDK.
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        StandardManager sessions = new StandardManager();
        sessions.setPathname(null);
        context.setManager(sessions);
        context.setSessionTimeout(480);
        context.setSessionCookieName(ConsoleApplication.COOKIE);
        // A proxy may put a prefix before the path, which the cookie could not know.
        context.setSessionCookiePath("/");
        context.setUseHttpOnly(true);
        context.addLifecycleListener(new Tomcat.FixContextListener());
        context.addServletContainerInitializer((none, servlets) -> start(servlets), Set.of());
        return context;
    }

    /** A console that cannot start must not go unnoticed; the web server would only log it. */
    private void start(ServletContext servlets) {
        try {
            servlets.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
            servlets.getSessionCookieConfig().setAttribute("SameSite", "Lax");
            AnnotationConfigServletWebServerApplicationContext application = new AnnotationConfigServletWebServerApplicationContext();
            StandardEnvironment environment = new StandardEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("console", settings));
            application.setEnvironment(environment);
            application.setServletContext(servlets);
            application.register(ConsoleConfiguration.class);
            application.registerBean(PlatformAddress.class, () -> platform::get);
            application.registerBean(OwnConnector.class, () -> () -> connector);
            application.refresh();
            servlets.addListener(new ServletContextListener() {
                @Override
                public void contextDestroyed(ServletContextEvent stopped) {
                    application.close();
                }
            });
        } catch (RuntimeException failed) {
            failure = failed;
            throw failed;
        }
    }

    /** @throws IllegalStateException where the console could not start with the web server */
    public void requireStarted() {
        if (failure != null) {
            throw new IllegalStateException("The console could not start", Objects.requireNonNull(failure));
        }
    }
}

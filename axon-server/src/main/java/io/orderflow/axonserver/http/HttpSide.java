package io.orderflow.axonserver.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.orderflow.axonserver.access.AccessToken;
import io.orderflow.axonserver.access.CurrentCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for HTTP, or HTTPS where there is a certificate. Thread-safe. */
public final class HttpSide implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpSide.class);

    /** Calls that are answered at once; what comes on top is told to come later. */
    private static final int MAX_CALLS = 64;
    private static final int MAX_BODY_BYTES = 64 << 10;
    /** Calls that the operating system keeps until they are taken. */
    private static final int BACKLOG = 128;
    private static final int CLOSE_GRACE_SECONDS = 1;

    private final Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    private final Semaphore places = new Semaphore(MAX_CALLS);
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("axon-server-http-", 0).factory());
    private final HttpServer server;
    private final Routes routes;
    private final Doorkeeper doorkeeper;

    private HttpSide(HttpServer server, Routes routes, Doorkeeper doorkeeper) {
        this.server = server;
        this.routes = routes;
        this.doorkeeper = doorkeeper;
    }

    /**
     * Starts to listen.
     *
     * @param address
     *            where; port 0 takes a free one
     * @throws IOException
     *             where the port is taken
     */
    public static HttpSide start(InetSocketAddress address, Resources resources, Optional<AccessToken> token,
            Optional<CurrentCertificate> certificate) throws IOException {
        HttpServer server;
        if (certificate.isPresent()) {
            HttpsServer secure = HttpsServer.create(address, BACKLOG);
            secure.setHttpsConfigurator(configurator(certificate.get()));
            server = secure;
        } else {
            server = HttpServer.create(address, BACKLOG);
        }
        HttpSide side = new HttpSide(server, resources.routes(), new Doorkeeper(token, address.getHostString()));
        server.setExecutor(side.threads);
        server.createContext("/", side::serve);
        server.start();
        return side;
    }

    private static HttpsConfigurator configurator(CurrentCertificate certificate) {
        return new HttpsConfigurator(certificate.context()) {

            @Override
            public void configure(HttpsParameters connection) {
                SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
                parameters.setNeedClientAuth(certificate.isWantedOfClients());
                connection.setSSLParameters(parameters);
            }
        };
    }

    /**
     * Has the JDK's server cut connections that are slow or too many. It is the same for all servers of a JVM, and takes
     * effect before the first one is made: for who owns the JVM. What is set already stays.
     */
    public static void limitConnections() {
        Map.of("sun.net.httpserver.maxReqTime", "30", "sun.net.httpserver.maxRspTime", "60",
                "jdk.httpserver.maxConnections", "256").forEach((property, value) -> {
                    if (System.getProperty(property) == null) {
                        System.setProperty(property, value);
                    }
                });
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answerWithinBounds(exchange));
        } catch (IOException e) {
            LOG.debug("A caller was gone before its answer", e);
        }
    }

    private Answer answerWithinBounds(HttpExchange exchange) throws IOException {
        if (!places.tryAcquire()) {
            return new HttpProblem(503, "Too many calls at once", Map.of("Retry-After", "1")).answer();
        }
        try {
            return answer(exchange);
        } catch (HttpProblem problem) {
            return problem.answer();
        } catch (RuntimeException e) {
            return Failures.problemOf(e).answer();
        } finally {
            places.release();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        doorkeeper.admit(exchange.getRequestHeaders());
        String rawQuery = exchange.getRequestURI().getRawQuery();
        Routes.Match match = routes.find(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new HttpProblem(413, "A body has at most " + MAX_BODY_BYTES + " bytes");
        }
        return match.handler().handle(new Request(match.variables(),
                rawQuery == null ? Map.of() : Request.parametersOf(rawQuery), body));
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        Answer.Text text = answer.body() instanceof Answer.Text plain
                ? plain
                : new Answer.Text(gson.toJson(answer.body()), "application/json");
        byte[] body = text.content().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", text.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Takes no more calls, and waits a moment for those that are being answered. */
    @Override
    public void close() {
        server.stop(CLOSE_GRACE_SECONDS);
        threads.shutdownNow();
    }
}

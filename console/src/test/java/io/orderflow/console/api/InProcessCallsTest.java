package io.orderflow.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.console.api.Calls.Answer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

class InProcessCallsTest {

    private static final ThreadLocal<String> ASKING = new ThreadLocal<>();
    private static final String LONG = "0123456789äöü€".repeat(20_000);

    @TempDir
    private Path folder;
    private final Tomcat server = new Tomcat();
    private final AtomicInteger overConnections = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private Calls connections;
    private InProcessCalls calls;

    @BeforeEach
    void start() throws LifecycleException {
        server.setBaseDir(folder.toString());
        server.setPort(0);
        server.getConnector();
        Context context = server.addContext("", null);
        Tomcat.addServlet(context, "platform", new Platform()).addMapping("/*");
        FilterDef filter = new FilterDef();
        filter.setFilterName("guard");
        filter.setFilter(new Guard());
        context.addFilterDef(filter);
        FilterMap all = new FilterMap();
        all.setFilterName("guard");
        all.addURLPattern("/*");
        context.addFilterMap(all);
        server.start();
        Connections sockets = new Connections(settings(Duration.ofSeconds(10)), null);
        connections = (method, target, headers, body) -> {
            overConnections.incrementAndGet();
            return sockets.send(method, target, headers, body);
        };
        calls = new InProcessCalls(server::getConnector, connections, Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() throws LifecycleException {
        released.countDown();
        server.stop();
        server.destroy();
    }

    private static ApiSettings settings(Duration timeout) {
        return new ApiSettings(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1), timeout, 1, List.of(),
                null);
    }

    private URI at(String target) {
        return URI.create("http://127.0.0.1:" + server.getConnector().getLocalPort() + target);
    }

    private static HttpHeaders asking(String who) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT, "text/plain");
        headers.setBearerAuth(who);
        return headers;
    }

    @Test
    void answersAsOverAConnection() throws IOException {
        for (String target : new String[]{"/orders/a%20b/./x?q=%C3%A4&r=1&r=2", "/orders/a%2Fb", "/long", "/missing",
                "/failing",
                "/moved", "/nothing"}) {
            // when
            Answer direct = calls.send(HttpMethod.GET, at(target), asking("ada"), null);
            Answer connected = connections.send(HttpMethod.GET, at(target), asking("ada"), null);

            // then
            assertThat(direct.status()).as(target).isEqualTo(connected.status());
            assertThat(new String(direct.body(), StandardCharsets.UTF_8)).as(target)
                    .isEqualTo(new String(connected.body(), StandardCharsets.UTF_8));
            for (String name : new String[]{HttpHeaders.CONTENT_TYPE, HttpHeaders.ETAG, HttpHeaders.LOCATION,
                    "Guarded"}) {
                assertThat(direct.headers().get(name)).as(target + " " + name).isEqualTo(connected.headers().get(name));
            }
        }
        assertThat(overConnections).hasValue(7);
    }

    @Test
    void isRefusedByTheFiltersThatRefuseAConnection() throws IOException {
        // when
        Answer refused = calls.send(HttpMethod.GET, at("/orders"), asking("mallory"), null);

        // then
        assertThat(refused.status()).isEqualTo(403);
        assertThat(overConnections).hasValue(0);
    }

    @Test
    void leavesWhatThePageHasOnItsThread() throws IOException {
        // given
        ASKING.set("the page");

        // when
        Answer answer = calls.send(HttpMethod.GET, at("/asking"), asking("ada"), null);

        // then
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("Bearer ada");
        assertThat(ASKING.get()).isEqualTo("the page");
        ASKING.remove();
    }

    @Test
    void sendsChangesOverAConnection() throws IOException {
        // when
        Answer answer = calls.send(HttpMethod.POST, at("/orders"), asking("ada"),
                "{}".getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(overConnections).hasValue(1);
    }

    @Test
    void givesUpAnAnswerThatDoesNotCome() {
        // given
        InProcessCalls impatient = new InProcessCalls(server::getConnector, connections, Duration.ofMillis(50));

        // then
        assertThatThrownBy(() -> impatient.send(HttpMethod.GET, at("/waiting"), asking("ada"), null))
                .isInstanceOf(IOException.class);
    }

    @Test
    void goesOverAConnectionWhereTheServerHasStopped() throws LifecycleException {
        // given
        URI target = at("/orders");
        InProcessCalls later = new InProcessCalls(server::getConnector, (method, to, headers, body) -> {
            throw new ConnectException("Nobody listens");
        }, Duration.ofSeconds(10));
        server.getConnector().stop();

        // then
        assertThatThrownBy(() -> later.send(HttpMethod.GET, target, asking("ada"), null))
                .isInstanceOf(ConnectException.class);
    }

    /** Knows who asks while a request is under way, and refuses one. */
    private static final class Guard extends HttpFilter {

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain further)
                throws IOException, ServletException {
            String who = request.getHeader(HttpHeaders.AUTHORIZATION);
            if ("Bearer mallory".equals(who)) {
                response.sendError(403);
                return;
            }
            response.setHeader("Guarded", request.getRemoteAddr() + ' ' + request.getServerPort() + ' '
                    + request.getScheme() + ' ' + request.getHeader(HttpHeaders.HOST));
            ASKING.set(who);
            try {
                further.doFilter(request, response);
            } finally {
                ASKING.remove();
            }
        }
    }

    private final class Platform extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            switch (request.getPathInfo()) {
                case "/long" -> {
                    response.setHeader(HttpHeaders.ETAG, "\"1\"");
                    response.getWriter().write(LONG);
                }
                case "/missing" -> response.sendError(404);
                case "/failing" -> throw new IllegalStateException("It fails, as the test wants it to");
                case "/moved" -> response.sendRedirect("/elsewhere");
                case "/nothing" -> response.setStatus(204);
                case "/asking" -> response.getWriter().write(ASKING.get());
                case "/waiting" -> await();
                default -> response.getWriter()
                        .write(request.getPathInfo() + " of " + request.getRequestURI() + ' ' + request.getQueryString()
                                + ' ' + String.join(",", request.getParameterMap().keySet()) + ' '
                                + request.getParameter("q"));
            }
        }

        private void await() {
            try {
                released.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(201);
        }
    }
}

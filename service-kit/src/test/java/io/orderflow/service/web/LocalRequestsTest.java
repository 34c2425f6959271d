package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The requests that a browser carries here for the pages of others, over a bare socket. */
@Timeout(60)
@SpringBootTest(classes = SampleService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false"})
class LocalRequestsTest {

    private static final String LINE = "GET /accounts/a1/statement HTTP/1.1";

    @LocalServerPort
    private int port;

    private String say(String line, String... headers) throws IOException {
        return send(line, "", headers);
    }

    private String send(String line, String body, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = line + "\r\n" + String.join("\r\n", headers).replace("PORT", "" + port)
                    + (headers.length == 0 ? "" : "\r\n") + "Connection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:PORT", "127.0.0.1:PORT", "127.8.9.1", "[::1]:PORT"})
    void answersWhereThisMachineIsNamed(String host) throws IOException {
        assertThat(say(LINE, "Host: " + host)).startsWith("HTTP/1.1 200").contains("X-Content-Type-Options: nosniff",
                "frame-ancestors 'none'");
        assertThat(say(LINE, "Host: " + host, "Origin: http://" + host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:PORT", "127.0.0.1.evil.example", "localhost.evil.example",
            "localhost.", "192.0.2.1:PORT", "[2001:db8::1]", "0.0.0.0:PORT"})
    void refusesAnotherHost(String host) throws IOException {
        assertThat(say(LINE, "Host: " + host)).startsWith("HTTP/1.1 403").contains("\"code\":\"FOREIGN_REQUEST\"");
        assertThat(say("GET /actuator/health HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 403");
        assertThat(say("GET http://" + host.replace("PORT", "" + port) + "/accounts/a1/statement HTTP/1.1",
                "Host: " + host)).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost", "http://localhost:1",
            "https://localhost:PORT", "http://127.0.0.1:PORT", "file://", "http://localhost:PORT.evil.example"})
    void refusesAPageOfAnotherOrigin(String origin) throws IOException {
        assertThat(say(LINE, "Host: localhost:PORT", "Origin: " + origin)).startsWith("HTTP/1.1 403")
                .contains("\"code\":\"FOREIGN_REQUEST\"")
                .doesNotContain("Access-Control-Allow-Origin");
        assertThat(say("POST /accounts/a1/closure HTTP/1.1", "Host: localhost:PORT", "Content-Length: 0",
                "Origin: " + origin)).startsWith("HTTP/1.1 403");
        assertThat(say("OPTIONS /accounts/a1/closure HTTP/1.1", "Host: localhost:PORT", "Origin: " + origin,
                "Access-Control-Request-Method: POST")).startsWith("HTTP/1.1 403");
    }

    /** It is the web server that refuses it, before it asks the application. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /accounts/a1/statement HTTP/1.2", "POST /accounts/a1/closure HTTP/3.0"})
    void refusesAVersionOfHttpThatNobodyKnowsWithAProblem(String line) throws IOException {
        assertThat(say(line, "Host: localhost")).startsWith("HTTP/1.1 505")
                .contains("application/problem+json", "\"code\":\"UNSUPPORTED_HTTP_VERSION\"", "\"traceId\":")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("closed", "\tat ");
    }

    @Test
    void answersAClientThatNamesNoHost() throws IOException {
        assertThat(say("GET /accounts/a1/statement HTTP/1.0")).startsWith("HTTP/1.1 200");
    }

    /** A proxy on this machine is believed, and a proxy of a foreign client, or by a foreign name, is refused. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Host: evil.example", "X-Forwarded-Host: localhost, evil.example",
            "X-Forwarded-For: 203.0.113.7", "X-Forwarded-For: 127.0.0.1, 203.0.113.7", "X-Forwarded-For: [2001:db8::1]",
            "X-Forwarded-For: 2001:db8::1"})
    void refusesWhatAProxyPassesOnFromElsewhere(String header) throws IOException {
        assertThat(say(LINE, "Host: localhost:PORT", header)).startsWith("HTTP/1.1 403")
                .contains("\"code\":\"FOREIGN_REQUEST\"");
        assertThat(say(LINE, "Host: evil.example", "X-Forwarded-Host: localhost")).startsWith("HTTP/1.1 403");
        assertThat(say(LINE, "Host: localhost:PORT", "X-Forwarded-For: ::1", "X-Forwarded-Host: [::1]"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void answersBelowThePrefixOfAProxy() throws IOException {
        String[] proxied = {"Host: 127.0.0.1:PORT", "X-Forwarded-Prefix: /shop", "X-Forwarded-Proto: https",
                "X-Forwarded-Host: localhost"};
        assertThat(say("GET /swagger-ui.html HTTP/1.1", proxied)).contains("Location: /shop/swagger-ui/index.html");
        assertThat(say("GET /v3/api-docs HTTP/1.1", proxied)).contains("\"https://localhost/shop\"");
        assertThat(say("GET /v3/api-docs HTTP/1.1", "Host: localhost:PORT")).contains("\"http://localhost:" + port)
                .doesNotContain("/shop");
        assertThat(say("GET /v3/api-docs/swagger-config HTTP/1.1", proxied)).contains("\"/shop/v3/api-docs\"");
        assertThat(say("GET /actuator/health HTTP/1.1", proxied)).startsWith("HTTP/1.1 200");
        assertThat(say("GET /accounts/none HTTP/1.1", proxied)).startsWith("HTTP/1.1 404")
                .contains("\"instance\":\"/shop/accounts/none\"");
        assertThat(say("POST /accounts/a1/closure HTTP/1.1", "Host: localhost", "X-Forwarded-Proto: https",
                "Origin: https://localhost", "Content-Length: 0")).startsWith("HTTP/1.1 200");
    }

    @Test
    void repeatsAnAnswerWithTheAddressesOfTheRepeat() throws IOException {
        String[] opening = {"Host: localhost:PORT", "Idempotency-Key: k-prefix", "Content-Type: application/json",
                "Content-Length: 47", "X-Forwarded-Prefix: /shop"};
        String body = "{\"accountId\":\"a1\",\"owner\":\"A\",\"currency\":\"USD\"}";
        assertThat(body).hasSize(47);
        assertThat(send("POST /accounts HTTP/1.1", body, opening)).startsWith("HTTP/1.1 201")
                .contains("Location: /shop/accounts/a1\r\n");
        opening[4] = "X-Forwarded-Prefix: /other";
        assertThat(send("POST /accounts HTTP/1.1", body, opening)).startsWith("HTTP/1.1 201")
                .contains("Idempotency-Hit: true", "Location: /other/accounts/a1\r\n");
    }

    @Test
    void saysOnItsPageThatItIsOpen() throws IOException {
        assertThat(say("GET /v3/api-docs HTTP/1.1", "Host: localhost")).contains("open: this machine only");
    }
}

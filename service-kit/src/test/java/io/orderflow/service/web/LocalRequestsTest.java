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
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = line + "\r\n" + String.join("\r\n", headers).replace("PORT", "" + port)
                    + (headers.length == 0 ? "" : "\r\n") + "Connection: close\r\n\r\n";
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

    @Test
    void answersAClientThatNamesNoHost() throws IOException {
        assertThat(say("GET /accounts/a1/statement HTTP/1.0")).startsWith("HTTP/1.1 200");
    }

    @Test
    void saysOnItsPageThatItIsOpen() throws IOException {
        assertThat(say("GET /v3/api-docs HTTP/1.1", "Host: localhost")).contains("open: this machine only");
    }
}

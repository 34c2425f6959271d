package io.orderflow.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a client gets that keeps a connection busy, over a bare socket. */
@Timeout(60)
@SpringBootTest(classes = SampleService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false"})
class RequestLimitsTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final Duration IN_TOTAL = Duration.ofSeconds(16);
    private static final Duration BETWEEN_PIECES = Duration.ofSeconds(2);
    private static final String POST = "POST /accounts HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
            + "Idempotency-Key: k1\r\n";

    @LocalServerPort
    private int port;

    /** What came until the server closed, or until an answer's head was there. */
    private record Heard(String text, Duration after) {}

    private Heard say(String whole) throws IOException {
        return say(whole, "");
    }

    /** Sends the beginning at once, and then the piece again and again. */
    private Heard say(String beginning, String piece) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) IN_TOTAL.toMillis() * 2);
            OutputStream out = socket.getOutputStream();
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            if (!piece.isEmpty()) {
                Thread.ofVirtual().start(() -> repeat(piece, out));
            }
            return new Heard(head(socket.getInputStream()), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void repeat(String piece, OutputStream out) {
        try {
            while (true) {
                LockSupport.parkNanos(BETWEEN_PIECES.toNanos());
                out.write(piece.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException closed) {
            // The server has had enough, or the test.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @ParameterizedTest
    @CsvSource({"'',Content-Length: 50000000,413", "Expect: 100-continue,Content-Length: 50000000,413",
            "Expect: 100-continue,Content-Length: 5,100"})
    void refusesABodyThatIsAnnouncedTooLargeAtOnce(String expect, String length, String status) throws IOException {
        Heard heard = say(POST + (expect.isEmpty() ? "" : expect + "\r\n") + length + "\r\n\r\n");

        assertThat(heard.text()).startsWith("HTTP/1.1 " + status);
        assertThat(heard.after()).isLessThan(AT_ONCE);
    }

    @Test
    void limitsTheWholeHeadAndTheWholeBodyHoweverSteadilyTheyCome() {
        CompletableFuture<Heard> slowHead = CompletableFuture.supplyAsync(
                () -> unchecked("GET /accounts HTTP/1.1\r\nHost: h\r\n", "X-More: 1\r\n"));
        CompletableFuture<Heard> stalledBody = CompletableFuture.supplyAsync(
                () -> unchecked(POST.replace("k1", "k3") + "Content-Length: 1000\r\n\r\n{", ""));
        CompletableFuture<Heard> slowBody = CompletableFuture.supplyAsync(
                () -> unchecked(POST.replace("k1", "k2") + "Content-Length: 1000\r\n\r\n", " "));

        assertThat(slowBody.join().text()).startsWith("HTTP/1.1 408").contains("Connection: close");
        assertThat(slowBody.join().after()).isLessThan(IN_TOTAL);
        assertThat(stalledBody.join().text()).startsWith("HTTP/1.1 408").contains("Connection: close");
        assertThat(stalledBody.join().after()).isLessThan(IN_TOTAL);
        assertThat(slowHead.join().text()).isEmpty();
        assertThat(slowHead.join().after()).isLessThan(IN_TOTAL);
    }

    private Heard unchecked(String beginning, String piece) {
        try {
            return say(beginning, piece);
        } catch (IOException reset) {
            throw new AssertionError(reset);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET /accounts HTTP/1.2,505,''", "GET /actuator/health/nothing HTTP/1.1,404,application/problem+json"})
    void saysTheTruthOfWhatIsNotThere(String line, String status, String contains) throws IOException {
        Heard heard = say(line + "\r\nHost: h\r\n\r\n");

        assertThat(heard.text()).startsWith("HTTP/1.1 " + status).contains(contains);
    }
}

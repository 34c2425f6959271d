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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The answers to a client that keeps a connection busy, over a bare socket. */
@Timeout(60)
@SpringBootTest(classes = SampleService.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "axon.axonserver.enabled=false"})
class RequestLimitsTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final Duration IN_TOTAL = Duration.ofSeconds(16);
    private static final Duration BETWEEN_PIECES = Duration.ofSeconds(2);
    private static final String POST = "POST /accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Idempotency-Key: k1\r\n";

    @LocalServerPort
    private int port;

    /** The bytes until the server closed, or until an answer's head was there. */
    private record TimedAnswer(String text, Duration after) {}

    private TimedAnswer say(String whole) throws IOException {
        return say(whole, "");
    }

    /** Sends the beginning at once, and then the piece again and again. */
    private TimedAnswer say(String beginning, String piece) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) IN_TOTAL.toMillis() * 2);
            OutputStream out = socket.getOutputStream();
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            if (!piece.isEmpty()) {
                Thread.ofVirtual().start(() -> repeat(piece, out, BETWEEN_PIECES));
            }
            return new TimedAnswer(head(socket.getInputStream()), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static void repeat(String piece, OutputStream out, Duration interval) {
        try {
            while (true) {
                LockSupport.parkNanos(interval.toNanos());
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
        TimedAnswer heard = say(POST + (expect.isEmpty() ? "" : expect + "\r\n") + length + "\r\n\r\n");

        assertThat(heard.text()).startsWith("HTTP/1.1 " + status);
        assertThat(heard.after()).isLessThan(AT_ONCE);
    }

    /** What a client sends that takes the port for an encrypted one, and what no protocol is. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0016\u0003\u0001\r\n\r\n", "zz\r\n\r\n", "G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n"})
    void refusesWhatIsNoRequest(String nonsense) throws IOException {
        assertThat(say(nonsense).text()).startsWith("HTTP/1.1 400 ");
    }

    /** Nobody is asked for a body that is refused whatever it says. */
    @ParameterizedTest
    @CsvSource({"POST /nowhere,'',404", "POST /nowhere,Idempotency-Key: k,404",
            "POST /accounts/a1,Idempotency-Key: k,405",
            "POST /swagger-ui/index.html,'',405", "POST /accounts,'',400", "POST /accounts?x=1,Idempotency-Key: k,400",
            "POST /accounts,'Idempotency-Key: k\nAccept: text/html',406",
            "POST /accounts,'Idempotency-Key: k\nContent-Type: text/plain',415",
            "POST /accounts,'Idempotency-Key: k\nContent-Encoding: gzip',415", "PUT /actuator/health,'',405"})
    void refusesWithoutAskingForTheBodyWhatItsHeadIsRefusedFor(String line, String headers, String status)
            throws IOException {
        String more = headers.isEmpty() ? "" : headers.replace("\n", "\r\n") + "\r\n";
        String type = headers.contains("Content-Type") ? "" : "Content-Type: application/json\r\n";
        TimedAnswer heard = say(line + " HTTP/1.1\r\nHost: localhost\r\n" + type + more
                + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");

        assertThat(heard.text()).startsWith("HTTP/1.1 " + status).contains("Connection: close");
        assertThat(heard.after()).isLessThan(AT_ONCE);
    }

    /** A client that waits sees the end soon; one that sends all first finds its answer all the same. */
    @ParameterizedTest
    @CsvSource({"0,413", "30000000,413"})
    void closesSoonAfterItRefusedABody(int sent, String status) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) IN_TOTAL.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write((POST + "Content-Length: 50000000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[sent]);
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(all).startsWith("HTTP/1.1 " + status).contains("Connection: close").contains("BODY_TOO_LARGE");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE.plus(BETWEEN_PIECES));
        }
    }

    @Test
    void limitsHowLongARefusedBodyGoesOn() throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) IN_TOTAL.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write((POST + "Content-Length: 50000000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Thread drip = Thread.ofVirtual().start(() -> repeat("x", out, Duration.ofMillis(100)));
            byte[] all = socket.getInputStream().readAllBytes();
            drip.interrupt();

            assertThat(new String(all, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 413");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE.plus(BETWEEN_PIECES));
        }
    }

    /** Who is refused often, as in an overload, need not connect anew each time. */
    @Test
    void servesTheNextRequestAfterARefusedOneWithASmallBody() throws IOException {
        assertThat(allAnswers("POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\n\r\n{}" + "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\n\r\n").split("HTTP/1.1 404")).hasSize(3);
    }

    @Test
    void takesNoPartOfARefusedBodyForARequest() throws IOException {
        assertThat(allAnswers("POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 500\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .split("HTTP/1.1 404")).hasSize(2);
    }

    /** The answers to what is sent in one piece, until the server closes the connection. */
    private String allAnswers(String sent) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) IN_TOTAL.toMillis());
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void servesTheNextRequestAfterABodyThatNobodyNeeded() throws IOException {
        String first = "POST /accounts/a1/closure HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2\r\n\r\n{}";
        assertThat(allAnswers(first + first.replace("1.1\r\n", "1.1\r\nConnection: close\r\n")).split("HTTP/1.1 200"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"'Transfer-Encoding: gzip',400,may only be chunked",
            "'Transfer-Encoding: gzip, chunked',400,may only be chunked",
            "'Transfer-Encoding: chunked\n\nzz\n',400,its chunks are malformed",
            "'Content-Length: 5\n\n{',408,within 10"})
    void tellsInAProblemWithItsTraceWhatIsWrongWithABody(String rest, String status, String detail)
            throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) IN_TOTAL.toMillis());
            socket.getOutputStream()
                    .write((POST + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"
                            + rest.replace("\n", "\r\n") + (rest.contains("\n\n") ? "" : "\r\n\r\n"))
                            .getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(all).startsWith("HTTP/1.1 " + status).contains(detail)
                    .contains("\"traceId\":\"0af7651916cd43dd8448eb211c80319c\"")
                    .containsOnlyOnce("traceresponse: 00-0af7651916cd43dd8448eb211c80319c-");
        }
    }

    @Test
    void listsNoTraceWhereItIsAskedForItsOptionsAsAWhole() throws IOException {
        assertThat(say("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n").text()).startsWith("HTTP/1.1 200")
                .contains("Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS\r\n");
        assertThat(say("OPTIONS * HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n").text())
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void limitsTheWholeHeadAndTheWholeBodyHoweverSteadilyTheyCome() {
        CompletableFuture<TimedAnswer> slowHead = CompletableFuture.supplyAsync(
                () -> unchecked("GET /accounts HTTP/1.1\r\nHost: localhost\r\n", "X-More: 1\r\n"),
                Thread::startVirtualThread);
        CompletableFuture<TimedAnswer> stalledBody = CompletableFuture.supplyAsync(
                () -> unchecked(POST.replace("k1", "k3") + "Content-Length: 1000\r\n\r\n{", ""),
                Thread::startVirtualThread);
        CompletableFuture<TimedAnswer> slowBody = CompletableFuture.supplyAsync(
                () -> unchecked(POST.replace("k1", "k2") + "Content-Length: 1000\r\n\r\n", " "),
                Thread::startVirtualThread);

        assertThat(slowBody.join().text()).startsWith("HTTP/1.1 408").contains("Connection: close");
        assertThat(slowBody.join().after()).isLessThan(IN_TOTAL);
        assertThat(stalledBody.join().text()).startsWith("HTTP/1.1 408").contains("Connection: close");
        assertThat(stalledBody.join().after()).isLessThan(IN_TOTAL);
        assertThat(slowHead.join().text()).isEmpty();
        assertThat(slowHead.join().after()).isLessThan(IN_TOTAL);
    }

    private TimedAnswer unchecked(String beginning, String piece) {
        try {
            return say(beginning, piece);
        } catch (IOException reset) {
            throw new AssertionError(reset);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET /accounts HTTP/1.2,505", "GET /actuator/health/nothing HTTP/1.1,404"})
    void saysTheTruthOfWhatIsNotThere(String line, String status) throws IOException {
        TimedAnswer heard = say(line + "\r\nHost: localhost\r\n\r\n");

        assertThat(heard.text()).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
    }
}

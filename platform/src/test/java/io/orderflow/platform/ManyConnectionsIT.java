package io.orderflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orderflow.platform.demo.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Gives the platform more clients than its heap has room for, of the kinds that stay: event streams, and requests whose
 * head does not end. It must not run out of memory, and goes on to serve others.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class ManyConnectionsIT {

    /** Without limits they would fill the heap of the process. */
    private static final int STREAMS = 2_500;
    private static final int UNFINISHED = 1_000;
    /** As many clients, each from an address of its own, because one may not have all streams. */
    private static final int CLIENTS = 20;
    private static final int AT_ONCE = 50;
    private static final String STREAM = "GET /events/updates HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
    private static final String HEAD_WITHOUT_END = "GET /products HTTP/1.1\r\nHost: localhost\r\nAccept: ";

    private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();
    @RegisterExtension
    final PlatformProcess platform = new PlatformProcess();
    private final Api api = platform.api();

    @AfterEach
    void leave() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void takesNoMoreOfThemThanItHasRoomForAndGoesOn() throws Exception {
        // given
        assumeTrue(hasManyAddresses(), "all of 127.0.0.0/8 is this machine");
        api.post("/products", Map.of("sku", "PEN", "name", "Pen", "unitPrice", PlatformClient.usd("1.00"))).expect(201);

        // when
        List<String> answers = inParallel(STREAMS, this::openStream);
        inParallel(UNFINISHED, this::sendUnfinishedHead);

        // then
        assertThat(answers).containsOnly("HTTP/1.1 200 ", "HTTP/1.1 503 ").contains("HTTP/1.1 200 ", "HTTP/1.1 503 ");
        api.post("/products/PEN/receipts", Map.of("quantity", 7)).expect(201);
        assertThat(api.get("/products/PEN", api.head()).expect(200).at("/onHand").intValue()).isEqualTo(7);
    }

    private String openStream(int number) throws IOException {
        Socket socket = connect(number);
        socket.getOutputStream().write(STREAM.getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII), 256)
                .readLine();
    }

    private String sendUnfinishedHead(int number) throws IOException {
        connect(number).getOutputStream().write(HEAD_WITHOUT_END.getBytes(StandardCharsets.US_ASCII));
        return "";
    }

    private Socket connect(int number) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), platform.uri().getPort(), addressOf(number), 0);
        open.add(socket);
        return socket;
    }

    private static InetAddress addressOf(int number) throws IOException {
        return InetAddress.getByAddress(new byte[]{127, 0, 0, (byte) (2 + number % CLIENTS)});
    }

    private static boolean hasManyAddresses() throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getInterfaceAddresses()
                .stream().anyMatch(address -> address.getNetworkPrefixLength() == 8);
    }

    private interface Opening {
        String open(int number) throws IOException;
    }

    private static List<String> inParallel(int count, Opening opening) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<String>> tasks = IntStream.range(0, count)
                    .<Callable<String>>mapToObj(number -> () -> opening.open(number)).toList();
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}

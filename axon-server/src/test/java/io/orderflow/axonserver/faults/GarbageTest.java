package io.orderflow.axonserver.faults;

import static io.orderflow.axonserver.conformance.Messages.command;
import static io.orderflow.axonserver.conformance.Messages.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.command.CommandServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import io.orderflow.axonserver.conformance.Clients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is not the protocol, and what is too much of it. */
@Timeout(60)
class GarbageTest {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_SETTINGS = HexFormat.of().parseHex("000000040000000000");

    @TempDir
    private Path directory;
    private AxonServer server;
    private Clients clients;
    private AxonServerConnection client;

    @BeforeEach
    void start() {
        server = AxonServer.start(AxonServerConfig.tcp(directory, 0));
        clients = Clients.tcp(server.port());
        client = clients.connect("client");
    }

    @AfterEach
    void stop() {
        clients.close();
        server.close();
    }

    /** Sends it, and waits until the server has had enough of that connection, where it ever has. */
    private void send(boolean untilClosed, byte[]... parts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(15_000);
            try {
                for (byte[] part : parts) {
                    socket.getOutputStream().write(part);
                }
                if (untilClosed) {
                    InputStream answer = socket.getInputStream();
                    assertThat(answer.readAllBytes().length).isLessThan(10_000);
                }
            } catch (java.net.SocketException reset) {
                assertThat(reset).isNotNull();
            }
        }
    }

    private void stillServes() throws Exception {
        client.eventChannel().appendEvents(event("still here")).get(10, TimeUnit.SECONDS);
        assertThat(clients.connect("another").eventChannel().getLastToken().get(10, TimeUnit.SECONDS))
                .isGreaterThanOrEqualTo(0);
    }

    @Test
    void outlivesRandomBytes() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5_000)];
            random.nextBytes(bytes);
            send(bytes.length > 100, bytes);
        }
        stillServes();
    }

    @Test
    void outlivesHttpOne() throws Exception {
        send(true, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        stillServes();
    }

    @Test
    void outlivesHalfATlsHandshake() throws Exception {
        send(true, HexFormat.of().parseHex("16030100a5010000a10303" + "00".repeat(60)));
        stillServes();
    }

    @Test
    void outlivesTruncatedFrames() throws Exception {
        byte[] halfAHeadersFrame = HexFormat.of().parseHex("0000ff010400000001" + "82");
        send(false, PREFACE, EMPTY_SETTINGS, halfAHeadersFrame);
        send(false, PREFACE, HexFormat.of().parseHex("000006"));
        byte[] oversizedFrame = HexFormat.of().parseHex("ffffff000000000001");
        send(true, PREFACE, EMPTY_SETTINGS, oversizedFrame);
        stillServes();
    }

    @Test
    void refusesMessagesThatAreNone() throws Exception {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
        try {
            byte[] rubbish = new byte[500];
            new Random(1).nextBytes(rubbish);
            assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(channel, dispatchOfBytes(), CallOptions.DEFAULT
                    .withDeadlineAfter(10, TimeUnit.SECONDS), rubbish)).isInstanceOf(StatusRuntimeException.class);
            assertThat(CommandServiceGrpc.newBlockingStub(channel).dispatch(command("nobody", "k")).getErrorCode())
                    .isEqualTo("AXONIQ-4000");
        } finally {
            channel.shutdownNow();
        }
        stillServes();
    }

    private static MethodDescriptor<byte[], byte[]> dispatchOfBytes() {
        MethodDescriptor.Marshaller<byte[]> asTheyAre = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
        return MethodDescriptor.newBuilder(asTheyAre, asTheyAre)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(CommandServiceGrpc.getDispatchMethod().getFullMethodName())
                .build();
    }

    @Test
    void refusesAMessageThatIsTooLargeAndKeepsTheConnection() throws Exception {
        SerializedObject large = SerializedObject.newBuilder().setData(ByteString.copyFrom(new byte[18 << 20])).build();

        assertThat(client.commandChannel().sendCommand(command("work", "k").toBuilder().setPayload(large).build()))
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingRootCause()
                .withMessageContaining("RESOURCE_EXHAUSTED");
        assertThat(client.eventChannel().appendEvents(event("large").toBuilder().setPayload(large).build()))
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingRootCause()
                .withMessageContaining("RESOURCE_EXHAUSTED");
        assertThat(client.isConnected()).isTrue();
        stillServes();
    }
}

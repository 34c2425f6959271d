package io.orderflow.axonserver.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.GetLastTokenRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.MetadataUtils;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.AxonServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AccessTest {

    private static final String NAME = "access";
    private static final String TOKEN = "open-sesame";

    @TempDir
    private Path directory;

    /** What a call without a token, or with the given one, gets. */
    private static String answerTo(ManagedChannel channel, String... token) {
        Metadata metadata = new Metadata();
        for (String said : token) {
            metadata.put(Metadata.Key.of(AccessToken.HEADER, Metadata.ASCII_STRING_MARSHALLER), said);
        }
        Channel calls = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
        try {
            return "token " + EventStoreGrpc.newBlockingStub(calls)
                    .getLastToken(GetLastTokenRequest.getDefaultInstance()).getToken();
        } catch (StatusRuntimeException e) {
            String code = e.getTrailers() == null
                    ? null
                    : e.getTrailers().get(Metadata.Key.of("AxonIQ-ErrorCode", Metadata.ASCII_STRING_MARSHALLER));
            return e.getStatus().getCode() + " " + code;
        }
    }

    private static HttpResponse<String> http(HttpClient client, String uri, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertConnects(AxonServerConnectionFactory.Builder builder) {
        AxonServerConnectionFactory factory = builder.build();
        try {
            AxonServerConnection connection = factory.connect("default");
            await().atMost(Duration.ofSeconds(15)).until(connection::isConnected);
            assertThat(connection.eventChannel().getLastToken()).succeedsWithin(Duration.ofSeconds(15)).isEqualTo(-1L);
        } finally {
            factory.shutdown();
        }
    }

    @Test
    void wantsTheTokenWithEveryCall() {
        AxonServerConfig config = AxonServerConfig.tcp(directory, 0).withInProcessName(NAME).withToken(TOKEN);
        try (AxonServer server = AxonServer.start(config)) {
            ManagedChannel tcp = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
            ManagedChannel inProcess = InProcessChannelBuilder.forName(NAME).build();
            for (ManagedChannel channel : new ManagedChannel[]{tcp, inProcess}) {
                assertThat(answerTo(channel)).isEqualTo("UNAUTHENTICATED AXONIQ-1000");
                assertThat(answerTo(channel, "")).isEqualTo("UNAUTHENTICATED AXONIQ-1000");
                assertThat(answerTo(channel, "open-sesam")).isEqualTo("UNAUTHENTICATED AXONIQ-1001");
                assertThat(answerTo(channel, TOKEN)).isEqualTo("token -1");
                assertThatThrownBy(() -> PlatformServiceGrpc.newBlockingStub(channel)
                        .getPlatformServer(ClientIdentification.getDefaultInstance()))
                        .hasMessageContaining("AXONIQ-1000");
                channel.shutdownNow();
            }
            assertConnects(AxonServerConnectionFactory.forClient("client").token(TOKEN)
                    .routingServers(new ServerAddress("127.0.0.1", server.port())));
        }
    }

    @Test
    void wantsTheTokenOverHttp() throws Exception {
        AxonServerConfig config = AxonServerConfig.inProcess(directory, NAME).withHttp("127.0.0.1", 0).withToken(TOKEN);
        try (AxonServer server = AxonServer.start(config); HttpClient client = HttpClient.newHttpClient()) {
            String uri = "http://127.0.0.1:" + server.httpPort();
            for (String path : new String[]{"/v1/public/context", "/actuator/health", "/nothing"}) {
                assertThat(http(client, uri + path).statusCode()).isEqualTo(401);
            }
            assertThat(http(client, uri + "/v1/components", AccessToken.HEADER, "wrong-token").body())
                    .contains("AXONIQ-1001");
            assertThat(http(client, uri + "/v1/components", AccessToken.HEADER, TOKEN).statusCode()).isEqualTo(200);
            assertThat(http(client, uri + "/actuator/prometheus", "Authorization", "Bearer " + TOKEN).statusCode())
                    .isEqualTo(200);
            assertThat(http(client, uri + "/actuator/prometheus", "Authorization", "Bearer wrong-token").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void listensBeyondThisMachineWithAToken() throws Exception {
        AxonServerConfig config = AxonServerConfig.tcp(directory, 0).withTcp("0.0.0.0", 0).withHttp("0.0.0.0", 0)
                .withToken(TOKEN);
        try (AxonServer server = AxonServer.start(config); HttpClient client = HttpClient.newHttpClient()) {
            assertConnects(AxonServerConnectionFactory.forClient("client").token(TOKEN)
                    .routingServers(new ServerAddress("127.0.0.1", server.port())));
            assertThat(http(client, "http://127.0.0.1:" + server.httpPort() + "/actuator/health").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void encryptsWithACertificate() throws Exception {
        TestCertificate certificate = TestCertificate.in(directory);
        AxonServerConfig config = AxonServerConfig.tcp(directory.resolve("data"), 0).withHttp("127.0.0.1", 0)
                .withCertificate(certificate.chain(), certificate.key());
        try (AxonServer server = AxonServer.start(config);
                HttpClient client = HttpClient.newBuilder().sslContext(certificate.trusting()).build()) {
            assertConnects(AxonServerConnectionFactory.forClient("client")
                    .routingServers(new ServerAddress("localhost", server.port()))
                    .useTransportSecurity(
                            GrpcSslContexts.forClient().trustManager(certificate.chain().toFile()).build()));
            assertThat(http(client, "https://localhost:" + server.httpPort() + "/actuator/health").statusCode())
                    .isEqualTo(200);

            ManagedChannel plain = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
            assertThatThrownBy(() -> io.grpc.stub.ClientCalls.blockingUnaryCall(plain,
                    EventStoreGrpc.getGetLastTokenMethod(), CallOptions.DEFAULT,
                    GetLastTokenRequest.getDefaultInstance()))
                    .satisfies(e -> assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
            plain.shutdownNow();
        }
    }

    /** What a call gets by a client that trusts one certificate, and shows another or none. */
    private static String answerOverTls(int port, TestCertificate trusted, @Nullable TestCertificate shown)
            throws Exception {
        SslContextBuilder tls = GrpcSslContexts.forClient().trustManager(trusted.chain().toFile());
        if (shown != null) {
            tls.keyManager(shown.chain().toFile(), shown.key().toFile());
        }
        ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", port).sslContext(tls.build()).build();
        try {
            return answerTo(channel);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void wantsACertificateOfClientsAndFollowsTheFiles() throws Exception {
        TestCertificate first = TestCertificate.in(Files.createDirectory(directory.resolve("first")));
        TestCertificate second = TestCertificate.in(Files.createDirectory(directory.resolve("second")));
        Path chain = Files.copy(first.chain(), directory.resolve("server.crt"));
        Path key = Files.copy(first.key(), directory.resolve("server.key"));
        AxonServerConfig config = AxonServerConfig.tcp(directory.resolve("data"), 0).withHttp("127.0.0.1", 0)
                .withCertificate(chain, key).withClientAuthority(chain);
        try (AxonServer server = AxonServer.start(config)) {
            assertThat(answerOverTls(server.port(), first, first)).isEqualTo("token -1");
            assertThat(answerOverTls(server.port(), first, null)).startsWith("UNAVAILABLE");
            assertThat(answerOverTls(server.port(), first, second)).startsWith("UNAVAILABLE");
            try (HttpClient client = HttpClient.newBuilder().sslContext(first.trusting()).build()) {
                assertThatThrownBy(() -> http(client, "https://localhost:" + server.httpPort() + "/actuator/health"))
                        .isInstanceOf(IOException.class);
            }

            Files.copy(second.key(), key, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(chain, "half a certi");
            assertThat(answerOverTls(server.port(), first, first)).isEqualTo("token -1");
            Files.copy(second.chain(), chain, StandardCopyOption.REPLACE_EXISTING);

            assertThat(answerOverTls(server.port(), second, second)).isEqualTo("token -1");
            assertThat(answerOverTls(server.port(), second, first)).startsWith("UNAVAILABLE");
            assertThat(answerOverTls(server.port(), first, first)).startsWith("UNAVAILABLE");
        }
    }

    @Test
    void refusesACertificateThatItCannotUseBeforeItTouchesTheDisk() throws Exception {
        TestCertificate certificate = TestCertificate.in(directory);
        Path never = directory.resolve("never");
        Path notPem = Files.writeString(directory.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----");
        AxonServerConfig config = AxonServerConfig.tcp(never, 0);

        assertThatThrownBy(() -> AxonServer.start(config.withCertificate(certificate.chain(), notPem)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PKCS 8");
        assertThatThrownBy(() -> AxonServer.start(config.withCertificate(directory.resolve("no"), certificate.key())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no");
        assertThatThrownBy(() -> AxonServer.start(config.withCertificate(notPem, certificate.key())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("old.pem");
        assertThat(never).doesNotExist();
    }

    @Test
    void takesOnlyTokensThatAreHardToGuessAndCanBeSent() {
        AxonServerConfig config = AxonServerConfig.tcp(directory, 0);

        for (String unfit : new String[]{"", "short", "with a space", "naïveté-token", "line\nbreak"}) {
            assertThatThrownBy(() -> config.withToken(unfit)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token");
        }
        assertThat(config.withToken(TOKEN).toString()).doesNotContain(TOKEN);
    }
}

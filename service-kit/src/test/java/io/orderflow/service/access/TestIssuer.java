package io.orderflow.service.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An OpenID provider over HTTP, as far as services need one. */
public final class TestIssuer implements AutoCloseable {

    private final List<RSAKey> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final @Nullable SSLContext tls;
    private final String ending;
    private int port;
    private HttpServer server;

    public TestIssuer() {
        this(null, "");
    }

    /**
     * @param tls    by what it is encrypted; null where it is not
     * @param ending what its URL ends with; some providers have a slash there
     */
    public TestIssuer(@Nullable SSLContext tls, String ending) {
        this.tls = tls;
        this.ending = ending;
        addKey();
        start();
    }

    public void start() {
        try {
            server = server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = server.getAddress().getPort();
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange,
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(url(), URI.create(url()).resolve("/keys"))));
        server.createContext("/keys", exchange -> {
            reads.incrementAndGet();
            answer(exchange, new JWKSet(List.copyOf(keys)).toString(true));
        });
        server.start();
    }

    private HttpServer server(InetSocketAddress address) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, 0);
        }
        HttpsServer encrypted = HttpsServer.create(address, 0);
        encrypted.setHttpsConfigurator(new HttpsConfigurator(tls));
        return encrypted;
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public void stop() {
        server.stop(0);
    }

    public String url() {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port + ending;
    }

    /** How often the keys were read. */
    int reads() {
        return reads.get();
    }

    public RSAKey key() {
        return keys.getLast();
    }

    public RSAKey addKey() {
        keys.add(freshKey("key-" + keys.size()));
        return key();
    }

    /** Takes all keys back, and makes another one. */
    void replaceKeys() {
        RSAKey other = freshKey("key-" + UUID.randomUUID());
        keys.clear();
        keys.add(other);
    }

    static RSAKey freshKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a valid token. */
    public JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(url())
                .subject("ada")
                .audience("orderflow")
                .issueTime(Date.from(Instant.now().minusSeconds(600)))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("scope", "orders:read orders:write");
    }

    /** A valid token, but for what is changed. */
    public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(key(), change.apply(claims()).build());
    }

    /** The token of a caller with these scopes, confined to a customer. */
    public String customer(String customer, String scopes) {
        return token(
                claims -> claims.subject("user-" + customer).claim("customer_id", customer).claim("scope", scopes));
    }

    static String sign(RSAKey key, JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        stop();
    }
}

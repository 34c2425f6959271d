package io.orderflow.service.access;

import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an OpenID provider, found through its issuer URL when the first token comes, so that a service
 * starts while its issuer is down. Keys are read again every few minutes, behind the requests, and when a token names a
 * key that is not known, as after a rotation; but not more often than every few seconds, whatever tokens come. While the
 * issuer gives no answer, the known keys stay. The sources in the Nimbus library do not fit: with its rate limit, known
 * keys that have become old would be refused during an outage.
 *
 * <p>The library calls it on the threads of all requests. Threads that miss a key wait for one reading of the keys.
 * Thread-safe.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    static final Duration MIN_INTERVAL = Duration.ofSeconds(5);
    static final Duration MAX_AGE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 1 << 20;
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final String issuer;
    private final LongSupplier nanoTime;
    private final HttpClient http;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile KeysRead last = new KeysRead(new JWKSet(), Long.MIN_VALUE, false);

    /**
     * A reading of the keys.
     *
     * @param at        when it was tried; the smallest number where it never was
     * @param succeeded whether the issuer answered; where it did not, the keys are those of the reading before
     */
    private record KeysRead(JWKSet keys, long at, boolean succeeded) {

        boolean isOlderThan(Duration age, long now) {
            return at == Long.MIN_VALUE || now - at > age.toNanos();
        }
    }

    /** @param tls how the connection to the issuer is encrypted; null where the JDK trusts the issuer's authority */
    IssuerKeys(String issuer, @Nullable SSLContext tls) {
        this(issuer, tls, System::nanoTime);
    }

    IssuerKeys(String issuer, @Nullable SSLContext tls, LongSupplier nanoTime) {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(READ_TIMEOUT);
        this.issuer = issuer;
        this.http = (tls == null ? client : client.sslContext(tls)).build();
        this.nanoTime = nanoTime;
    }

    /** The address at which an issuer describes itself; a slash at the end of its URL is left out, as OpenID says. */
    static String discoveryOf(String issuer) {
        return issuer.replaceFirst("/$", "") + DISCOVERY;
    }

    /**
     * The keys that count now: the same object until the issuer has others. Who remembers what was signed by them calls
     * it each time, so that the keys are renewed while nobody looks one up.
     */
    JWKSet inUse() {
        KeysRead known = last;
        if (known.at() != Long.MIN_VALUE && known.isOlderThan(MAX_AGE, nanoTime.getAsLong())) {
            Thread.ofVirtual().name("issuer-keys").start(() -> readAgain(Duration.ZERO));
        }
        return known.keys();
    }

    /** @throws RemoteKeySourceException where the key is not known and the issuer does not answer */
    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws RemoteKeySourceException {
        List<JWK> found = selector.select(inUse());
        if (!found.isEmpty()) {
            return found;
        }
        readAgain(READ_TIMEOUT.multipliedBy(2));
        found = selector.select(last.keys());
        if (found.isEmpty() && !last.succeeded()) {
            throw new RemoteKeySourceException("The issuer does not answer", null);
        }
        return found;
    }

    /** Reads the keys, unless they have just been read; at most one thread does, for which others may wait. */
    private void readAgain(Duration patience) {
        try {
            if (reading.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (last.isOlderThan(MIN_INTERVAL, nanoTime.getAsLong())) {
                        last = read();
                    }
                } finally {
                    reading.unlock();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private KeysRead read() throws InterruptedException {
        try {
            Map<String, Object> provider = JSONObjectUtils.parse(text(discoveryOf(issuer)));
            if (!issuer.equals(provider.get("issuer"))) {
                throw new IOException("it calls itself " + provider.get("issuer"));
            }
            JWKSet read = JWKSet.parse(text(String.valueOf(provider.get("jwks_uri")))).toPublicJWKSet();
            if (!last.succeeded()) {
                LOG.info("Read the keys of the issuer {}", issuer);
            }
            return new KeysRead(read.equals(last.keys()) ? last.keys() : read, nanoTime.getAsLong(), true);
        } catch (IOException | ParseException | IllegalArgumentException failed) {
            if (last.succeeded() || last.at() == Long.MIN_VALUE) {
                LOG.warn("The keys of the issuer {} cannot be read; those that are known count on: {}", issuer,
                        failed.toString());
            }
            return new KeysRead(last.keys(), nanoTime.getAsLong(), false);
        }
    }

    private String text(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(READ_TIMEOUT).build();
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException(address + " answers " + response.statusCode());
            }
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(address + " answers with more than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}

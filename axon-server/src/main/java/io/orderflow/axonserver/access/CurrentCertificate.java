package io.orderflow.axonserver.access;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that is in the files when a connection is made, so that files can be replaced while the server runs.
 * Files that cannot be used, as while only one of them is replaced, are passed over; the last that could go on. The
 * managers are asked on the threads of all handshakes. Thread-safe.
 */
public final class CurrentCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentCertificate.class);

    private final Certificate files;
    private Object version;
    private Managers latest;

    /** What TLS asks. */
    record Managers(X509ExtendedKeyManager keys, @Nullable X509ExtendedTrustManager trust) {}

    /** @throws IllegalArgumentException where the files cannot be used */
    public CurrentCertificate(Certificate files) {
        this.files = files;
        this.version = files.version();
        this.latest = files.managers();
    }

    private synchronized Managers current() {
        Object now = files.version();
        if (!now.equals(version)) {
            version = now;
            try {
                latest = files.managers();
                LOG.info("New connections use the changed certificate {}", files.chain());
            } catch (IllegalArgumentException unusable) {
                LOG.warn("The changed certificate cannot be used, and the one before goes on: {}",
                        unusable.getMessage());
            }
        }
        return latest;
    }

    /** Shows the certificate of the server. */
    public KeyManager keyManager() {
        return new CurrentKeyManager(() -> current().keys());
    }

    /** Whether clients need a certificate. */
    public boolean isWantedOfClients() {
        return files.clientAuthority().isPresent();
    }

    /** Checks the certificates of clients, where they need one. */
    public TrustManager trustManager() {
        return new CurrentTrustManager(() -> current().trust());
    }

    /** For servers that are given a context. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[]{keyManager()},
                    isWantedOfClients() ? new TrustManager[]{trustManager()} : null, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has TLS", impossible);
        }
    }
}

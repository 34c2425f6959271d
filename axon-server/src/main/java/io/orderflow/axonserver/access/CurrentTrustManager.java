package io.orderflow.axonserver.access;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Asks the manager of the moment. TLS calls it on the threads of all handshakes. Thread-safe. */
final class CurrentTrustManager extends X509ExtendedTrustManager {

    private static final X509Certificate[] NO_HINT = {};

    private final Supplier<@Nullable X509ExtendedTrustManager> current;

    CurrentTrustManager(Supplier<@Nullable X509ExtendedTrustManager> current) {
        this.current = current;
    }

    private X509ExtendedTrustManager trust() {
        return Objects.requireNonNull(current.get());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust().checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust().checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust().checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust().checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust().checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust().checkServerTrusted(chain, authType, engine);
    }

    /**
     * TLS libraries may ask once for all connections, and tell clients that only certificates by these will do. So a
     * client is told nothing, and shows the one that it has.
     */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NO_HINT;
    }
}

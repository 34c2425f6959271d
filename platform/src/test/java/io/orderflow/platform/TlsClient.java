package io.orderflow.platform;

import io.orderflow.platform.certificates.CertificateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Encrypted connections as clients make them, with a certificate or without. */
final class TlsClient {

    private static final int PATIENCE_MILLIS = 2_000;

    private TlsClient() {}

    static HttpClient over(SSLContext tls) {
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    /** Of a client that trusts the authority, and has no certificate. */
    static SSLContext trusting(CertificateFolder folder) {
        return SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(folder.authority().toUri()
                .toString()))).createSslContext();
    }

    /** Connects, and waits for what the server says to a client that has said nothing but hello. */
    static void greet(URI listener, SSLContext tls) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(listener.getHost(),
                listener.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            socket.getInputStream().read();
        }
    }

    static Instant expiryOf(Path certificate) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(certificate)) {
            return ((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in)).getNotAfter()
                    .toInstant();
        }
    }
}

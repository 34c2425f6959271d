package io.orderflow.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates and a key from PEM files, as the JDK's TLS wants them. */
final class ProbeCertificates {

    private static final char[] NO_PASSWORD = {};

    private ProbeCertificates() {}

    /** Without an authority, the JDK's own vouch; without a certificate, none is shown. */
    static SSLContext context(@Nullable Path authority, @Nullable Path certificate, @Nullable Path key)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(authority == null ? null : storeOf(authority));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(certificate == null || key == null ? null : storeOf(certificate, key), NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static KeyStore storeOf(Path authority) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        for (Certificate trusted : certificatesIn(authority)) {
            store.setCertificateEntry("trusted-" + store.size(), trusted);
        }
        return store;
    }

    private static KeyStore storeOf(Path certificate, Path key) throws IOException, GeneralSecurityException {
        Certificate[] chain = certificatesIn(certificate).toArray(Certificate[]::new);
        byte[] encoded = Base64.getMimeDecoder().decode(Files.readString(key).replaceAll("-----[A-Z ]+-----", ""));
        PrivateKey opened = KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        KeyStore store = empty();
        store.setKeyEntry("own", opened, NO_PASSWORD, chain);
        return store;
    }

    private static Collection<? extends Certificate> certificatesIn(Path file)
            throws IOException, GeneralSecurityException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}

package io.orderflow.axonserver.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A certificate with its private key, in PEM files, by which clients know the server and nobody else reads along.
 *
 * @param chain
 *            the server's certificate first, then those that vouch for it
 * @param key
 *            in PKCS 8 ({@code BEGIN PRIVATE KEY}), not encrypted
 * @param clientAuthority
 *            the certificates that vouch for those of clients, which every client then needs; without it none does
 */
public record Certificate(Path chain, Path key, Optional<Path> clientAuthority) {

    private static final Pattern PKCS8 = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = new char[0];

    /**
     * Reads the files, which ends all doubt about them before anything is opened.
     *
     * @throws IllegalArgumentException
     *             which says which file is at fault, and why
     */
    CurrentCertificate.Managers managers() {
        try {
            KeyStore store = emptyStore();
            java.security.cert.Certificate[] certificates = readChain(chain);
            store.setKeyEntry("server", readKey(certificates[0]), NO_PASSWORD, certificates);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return new CurrentCertificate.Managers(only(X509ExtendedKeyManager.class, keys.getKeyManagers()),
                    clientAuthority.isEmpty() ? null : trustOfClients(clientAuthority.get()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "Cannot use the certificate " + chain + " with the key " + key + ": " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager trustOfClients(Path authority)
            throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        for (java.security.cert.Certificate vouching : readChain(authority)) {
            store.setCertificateEntry("authority-" + store.size(), vouching);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return only(X509ExtendedTrustManager.class, trust.getTrustManagers());
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static <T> T only(Class<T> kind, Object[] managers) {
        return Stream.of(managers).filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    /** Equals an earlier version while none of the files has changed. */
    Object version() {
        return Stream.concat(Stream.of(chain, key), clientAuthority.stream())
                .map(file -> file.toFile().lastModified() + " " + file.toFile().length())
                .toList();
    }

    private static java.security.cert.Certificate[] readChain(Path chain)
            throws IOException, GeneralSecurityException {
        try (InputStream file = Files.newInputStream(chain)) {
            java.security.cert.Certificate[] read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(file)
                    .toArray(java.security.cert.Certificate[]::new);
            if (read.length == 0) {
                throw new IllegalArgumentException(chain + " has no certificate in PEM form");
            }
            return read;
        }
    }

    private PrivateKey readKey(java.security.cert.Certificate certificate)
            throws IOException, GeneralSecurityException {
        Matcher pem = PKCS8.matcher(Files.readString(key));
        if (!pem.find()) {
            throw new IllegalArgumentException(key + " has no unencrypted private key in PKCS 8 form: convert it with "
                    + "openssl pkcs8 -topk8 -nocrypt -in OLD.pem -out NEW.pem");
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm()).generatePrivate(encoded);
    }
}

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate with its private key, in PEM files, by which clients know the server and nobody else reads along.
 *
 * @param chain
 *            the server's certificate first, then those that vouch for it
 * @param key
 *            in PKCS 8 ({@code BEGIN PRIVATE KEY}), not encrypted
 */
public record Certificate(Path chain, Path key) {

    private static final Pattern PKCS8 = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = new char[0];

    /**
     * Reads the files, which ends all doubt about them before anything is opened.
     *
     * @throws IllegalArgumentException
     *             which says which file is at fault, and why
     */
    public SSLContext sslContext() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            java.security.cert.Certificate[] certificates = readChain();
            store.setKeyEntry("server", readKey(certificates[0]), NO_PASSWORD, certificates);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "Cannot use the certificate " + chain + " with the key " + key + ": " + e.getMessage(), e);
        }
    }

    private java.security.cert.Certificate[] readChain() throws IOException, GeneralSecurityException {
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

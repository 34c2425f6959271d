package io.orderflow.axonserver.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of localhost, that vouches for itself, made with the JDK's own tool. */
record TestCertificate(Path chain, Path key, KeyStore store) {

    private static final String PASSWORD = "changeit";

    static TestCertificate in(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = directory.resolve("keys.p12");
        int exit = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                "san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass",
                PASSWORD)).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("keytool ended with " + exit);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Key key = store.getKey("server", PASSWORD.toCharArray());
        return new TestCertificate(pem(directory, "CERTIFICATE", store.getCertificate("server").getEncoded()),
                pem(directory, "PRIVATE KEY", key.getEncoded()), store);
    }

    private static Path pem(Path directory, String kind, byte[] content) throws IOException {
        String encoded = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content);
        return Files.writeString(directory.resolve(kind + ".pem"),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, encoded, kind));
    }

    /** Of a client that trusts this certificate. */
    SSLContext trusting() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}

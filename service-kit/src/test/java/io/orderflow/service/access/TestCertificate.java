package io.orderflow.service.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * A certificate of this machine that nobody but itself vouches for, made with the JDK's own tool.
 *
 * @param store the file with the certificate and its key
 */
public record TestCertificate(Path store) implements AutoCloseable {

    public static final String PASSWORD = "changeit";

    public static TestCertificate make() {
        try {
            Path store = Files.createTempDirectory("certificate-").resolve("keys.p12");
            int exit = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname",
                    "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-keystore",
                    store.toString(), "-storepass", PASSWORD)).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IOException("keytool ended with " + exit);
            }
            return new TestCertificate(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while keytool runs", e);
        }
    }

    /** Of a server that shows it. */
    public SSLContext ofServer() {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return SslBundle.of(SslStoreBundle.of(keys, PASSWORD, null)).createSslContext();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.delete(store);
            Files.delete(store.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

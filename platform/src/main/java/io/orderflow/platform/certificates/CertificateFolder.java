package io.orderflow.platform.certificates;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * A folder of PEM files: the certificate of the authority, and for each process its own with the private key.
 *
 * @param path the folder
 */
public record CertificateFolder(Path path) {

    /** The certificate of whoever is no process of the platform: a person, a tool, a proxy. */
    public static final String CLIENT = "client";

    /** The certificate of everything in one process. */
    public static final String PLATFORM = "platform";

    /** The name under which a process finds its certificates in its settings. */
    public static final String BUNDLE = "orderflow";
    private static final String PEM = "--spring.ssl.bundle.pem." + BUNDLE + ".";

    /** The certificate that vouches for all others. */
    public Path authority() {
        return path.resolve("ca.crt");
    }

    /** The certificate of a process. */
    public Path certificate(String name) {
        return path.resolve(name + ".crt");
    }

    /** The private key of a process, which only its user can read. */
    public Path key(String name) {
        return path.resolve(name + ".key");
    }

    /** @throws IllegalStateException where the certificate of one of these processes is missing */
    public void require(List<String> names) {
        for (String name : names) {
            if (Files.notExists(certificate(name)) || Files.notExists(key(name)) || Files.notExists(authority())) {
                throw new IllegalStateException(path + " has no certificate of " + name
                        + "; make all of them with ./run certificates " + path);
            }
        }
    }

    /** The options by which our servers encrypt what goes over the network, and want certificates of clients. */
    public List<String> serverOptions(String name) {
        return List.of("--tls-cert", certificate(name).toString(), "--tls-key", key(name).toString(), "--tls-ca",
                authority().toString());
    }

    /**
     * The settings of a process that encrypts what it listens to, as {@code --name=value}.
     *
     * @param wantsCertificate whether its clients have to show a certificate too
     */
    public List<String> listenerSettings(String name, boolean wantsCertificate) {
        return List.of(PEM + "keystore.certificate=" + certificate(name).toUri(),
                PEM + "keystore.private-key=" + key(name).toUri(),
                PEM + "truststore.certificate=" + authority().toUri(), PEM + "reload-on-update=true",
                "--server.ssl.bundle=" + BUNDLE, "--server.ssl.client-auth=" + (wantsCertificate ? "need" : "none"));
    }

    /** Of a client that trusts the authority, and shows the certificate for people and tools. */
    public SSLContext clientContext() {
        return SslBundle.of(new PemSslStoreBundle(
                PemSslStoreDetails.forCertificate(certificate(CLIENT).toUri().toString())
                        .withPrivateKey(key(CLIENT).toUri().toString()),
                PemSslStoreDetails.forCertificate(authority().toUri().toString()))).createSslContext();
    }
}

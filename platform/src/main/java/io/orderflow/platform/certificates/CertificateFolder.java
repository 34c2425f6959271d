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

    /** Of a client that trusts the authority, and shows the certificate for people and tools. */
    public SSLContext clientContext() {
        return SslBundle.of(new PemSslStoreBundle(
                PemSslStoreDetails.forCertificate(certificate(CLIENT).toUri().toString())
                        .withPrivateKey(key(CLIENT).toUri().toString()),
                PemSslStoreDetails.forCertificate(authority().toUri().toString()))).createSslContext();
    }
}

package io.orderflow.mongoserver;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts each connection by the certificate that is in the files when it is made, and wants one of every client. While
 * the files are being replaced they may not fit each other; until they do, the last that fitted are used. Thread-safe.
 */
public final class Certificate {

    private static final Logger LOG = LoggerFactory.getLogger(Certificate.class);

    private final Path chain;
    private final Path key;
    private final Path clientAuthority;
    private List<String> version;
    private SslContext latest;

    /**
     * Reads the files, all of them in PEM form.
     *
     * @param chain           the server's certificate first, then those that vouch for it
     * @param key             its private key in PKCS 8, not encrypted
     * @param clientAuthority the certificates that vouch for those of clients
     * @throws IllegalArgumentException where they cannot be used
     */
    public Certificate(Path chain, Path key, Path clientAuthority) {
        this.chain = chain;
        this.key = key;
        this.clientAuthority = clientAuthority;
        this.version = versionNow();
        try {
            this.latest = read();
        } catch (SSLException | RuntimeException unusable) {
            throw new IllegalArgumentException("Cannot use the certificate " + chain + ": " + unusable.getMessage(),
                    unusable);
        }
    }

    private SslContext read() throws SSLException {
        return SslContextBuilder.forServer(chain.toFile(), key.toFile())
                .trustManager(clientAuthority.toFile())
                .clientAuth(ClientAuth.REQUIRE)
                .build();
    }

    private List<String> versionNow() {
        return Stream.of(chain, key, clientAuthority)
                .map(file -> file.toFile().lastModified() + " " + file.toFile().length())
                .toList();
    }

    synchronized SslContext current() {
        List<String> now = versionNow();
        if (!now.equals(version)) {
            version = now;
            try {
                latest = read();
                LOG.info("New connections use the changed certificate {}", chain);
            } catch (SSLException | RuntimeException unusable) {
                LOG.warn("The changed certificate {} cannot be used, and the one before goes on", chain, unusable);
            }
        }
        return latest;
    }
}

package io.orderflow.platform.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authority for development, whose key is in its folder, in the key store {@value #STORE} that only the folder's user
 * can read. It makes certificates with the JDK's {@code keytool}.
 */
public final class CertificateAuthority {

    private static final String STORE = "authority.p12";
    private static final String ALIAS = "authority";
    private static final int YEARS_OF_AUTHORITY = 10;
    /** How long a certificate is valid, unless it is issued for another time. */
    public static final Duration VALIDITY = Duration.ofDays(397);
    private static final int LINE = 64;

    private final CertificateFolder folder;
    private final Path store;

    private CertificateAuthority(CertificateFolder folder) {
        this.folder = folder;
        this.store = folder.path().resolve(STORE);
    }

    /**
     * Opens the authority of a folder, and makes one first where there is none.
     *
     * @throws IOException where a file cannot be written, or keytool fails
     */
    public static CertificateAuthority in(Path path) throws IOException {
        CertificateAuthority authority = new CertificateAuthority(new CertificateFolder(path));
        Files.createDirectories(path);
        if (Files.notExists(authority.store)) {
            try (PrivateStore made = PrivateStore.in(path)) {
                made.keytool(List.of("-genkeypair", "-alias", ALIAS, "-dname", "CN=Orderflow development authority",
                        "-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign,cRLSign", "-validity",
                        "" + YEARS_OF_AUTHORITY * 365));
                replace(authority.store, Files.readAllBytes(made.file()));
            }
        }
        authority.write(authority.store, ALIAS, authority.folder.authority(), null);
        return authority;
    }

    /**
     * Makes a certificate for each process, in place of one that is there: running processes use it from the next
     * connection on.
     */
    public void issue(List<String> names) throws IOException {
        issue(names, VALIDITY);
    }

    /**
     * As {@link #issue(List)}, for a time of its own.
     *
     * @param validity at least a day; parts of a day do not count
     */
    public void issue(List<String> names, Duration validity) throws IOException {
        try (PrivateStore copy = PrivateStore.in(folder.path())) {
            Files.copy(store, copy.file());
            for (String name : names) {
                copy.keytool(List.of("-genkeypair", "-alias", name, "-signer", ALIAS, "-dname", "CN=" + name, "-ext",
                        "san=dns:" + name + ",dns:localhost,ip:127.0.0.1", "-ext", "ku:c=digitalSignature", "-ext",
                        "eku=serverAuth,clientAuth", "-validity", "" + validity.toDays()));
            }
            for (String name : names) {
                write(copy.file(), name, folder.certificate(name), folder.key(name));
            }
        }
    }

    private void write(Path from, String alias, Path certificate, @Nullable Path key)
            throws IOException {
        try (InputStream in = Files.newInputStream(from)) {
            KeyStore opened = KeyStore.getInstance("PKCS12");
            opened.load(in, PrivateStore.PASSWORD.toCharArray());
            if (key != null) {
                replace(key, pem("PRIVATE KEY", opened.getKey(alias, PrivateStore.PASSWORD.toCharArray())
                        .getEncoded()));
            }
            replace(certificate, pem("CERTIFICATE", opened.getCertificate(alias).getEncoded()));
            PrivateStore.letOthersRead(certificate);
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(from + " cannot be read", unreadable);
        }
    }

    private static byte[] pem(String kind, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(kind,
                Base64.getMimeEncoder(LINE, new byte[]{'\n'}).encodeToString(content))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Processes that watch the file see the old content or the new one. Temporary files are for their owner only. */
    private static void replace(Path file, byte[] content) throws IOException {
        Path written = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        Files.write(written, content);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}

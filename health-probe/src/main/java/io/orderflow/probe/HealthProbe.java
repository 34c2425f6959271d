package io.orderflow.probe;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;

/**
 * Asks an address, and ends with 0 where the answer is 200, otherwise with 1 and a sentence that says why. Of a process
 * without HTTP, {@code tcp://HOST:PORT} asks only whether it takes connections.
 *
 * <pre>
 * HealthProbe URL [--ca FILE] [--cert FILE --key FILE] [--header NAME=FILE]
 * </pre>
 *
 * The files are those of the process itself: who wants certificates of its callers wants one of the probe too.
 */
public final class HealthProbe {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int OK = 200;

    private HealthProbe() {}

    public static void main(String[] arguments) {
        String trouble = troubleOf(List.of(arguments));
        if (!trouble.isEmpty()) {
            System.err.println(trouble);
        }
        System.exit(trouble.isEmpty() ? 0 : 1);
    }

    /** Why the process is not well; empty where it is. */
    static String troubleOf(List<String> arguments) {
        try {
            ProbeOptions options = ProbeOptions.of(arguments);
            URI address = URI.create(options.url());
            if ("tcp".equals(address.getScheme())) {
                connect(address);
                return "";
            }
            int status = ask(options);
            return status == OK ? "" : "answered with " + status;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failed) {
            return failed.toString();
        }
    }

    private static void connect(URI address) throws IOException {
        try (Socket connection = new Socket()) {
            connection.connect(new InetSocketAddress(address.getHost(), address.getPort()), TIMEOUT_MILLIS);
        }
    }

    private static int ask(ProbeOptions options) throws IOException, GeneralSecurityException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(options.url()).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        if (connection instanceof HttpsURLConnection encrypted) {
            encrypted.setSSLSocketFactory(
                    ProbeCertificates.context(options.authority(), options.certificate(), options.key())
                            .getSocketFactory());
        }
        if (options.header() != null) {
            String[] nameAndFile = options.header().split("=", 2);
            connection.setRequestProperty(nameAndFile[0], Files.readString(Path.of(nameAndFile[1])).strip());
        }
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}

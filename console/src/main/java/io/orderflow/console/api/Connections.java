package io.orderflow.console.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URI;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Sends requests over connections that are kept open, and waits for each answer on the thread that asks, a virtual one. A
 * client with threads of its own hands each answer from one to the next, and on a busy machine each of them waits for a
 * processor first. Where a kept connection turns out to be closed, a request is sent again: all that change something have
 * a key by which the platform carries them out once. Thread-safe.
 */
final class Connections implements Calls {

    private final ApiSettings settings;
    private final @Nullable SSLSocketFactory tls;

    /** @param tls encrypts connections to addresses that ask for it; absent for what the JDK does */
    Connections(ApiSettings settings, @Nullable SSLSocketFactory tls) {
        this.settings = settings;
        this.tls = tls;
    }

    @Override
    public Answer send(HttpMethod method, URI target, HttpHeaders headers, byte @Nullable [] body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        if (tls != null && connection instanceof HttpsURLConnection encrypted) {
            encrypted.setSSLSocketFactory(tls);
        }
        connection.setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
        connection.setReadTimeout(Math.toIntExact(settings.timeout().toMillis()));
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(method.name());
        headers.forEach((name, values) -> connection.setRequestProperty(name, String.join(", ", values)));
        if (body != null) {
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
        }
        return answer(connection);
    }

    /** Reads the whole body, after which the connection is free for the next request. */
    private static Answer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new ProtocolException("The answer is not one of HTTP");
        }
        HttpHeaders headers = new HttpHeaders();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) {
                headers.addAll(name, values);
            }
        });
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(status, headers, body == null ? new byte[0] : body.readAllBytes());
        }
    }
}

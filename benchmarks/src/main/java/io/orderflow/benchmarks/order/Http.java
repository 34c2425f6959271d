package io.orderflow.benchmarks.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that keeps its connections and uses the last used one first. Thread-safe. A caller waits for its answer. */
public final class Http implements AutoCloseable {

    private final int port;
    private final List<Connection> idle = new ArrayList<>();

    public Http(int port) {
        this.port = port;
    }

    public Reply get(String path) {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /** Reads a resource once the read model has reached the position of the token. */
    public Reply get(String path, String consistencyToken) {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConsistency-Token: " + consistencyToken
                + "\r\n\r\n");
    }

    public Reply post(String path, String key, String body) {
        return send(
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: "
                        + key + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private Reply send(String request) {
        Connection connection = take();
        try {
            Reply reply = connection.send(request.getBytes(StandardCharsets.US_ASCII));
            keep(connection);
            return reply;
        } catch (IOException failed) {
            connection.close();
            throw new UncheckedIOException(failed);
        }
    }

    private Connection take() {
        synchronized (idle) {
            while (!idle.isEmpty()) {
                Connection last = idle.removeLast();
                if (last.isUsable()) {
                    return last;
                }
                last.close();
            }
        }
        try {
            return new Connection(port);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private void keep(Connection connection) {
        synchronized (idle) {
            idle.add(connection);
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(Connection::close);
            idle.clear();
        }
    }
}

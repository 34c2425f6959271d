package io.orderflow.benchmarks.order;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection of a client that costs as little as possible, because it runs on the measured cores. It implements
 * only the part of HTTP/1.1 that the platform uses. It sends one request at a time, and one thread at a time uses it.
 */
final class Connection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;
    private static final Duration MAX_IDLE = Duration.ofSeconds(5);
    private static final String STATUS_LINE = "HTTP/1.1 ";
    private static final String LENGTH = "content-length:";
    private static final String TOKEN = "consistency-token:";
    private static final String PAUSE = "retry-after:";
    private static final String LAST_ANSWER = "connection: close";
    private static final String CHUNKED = "transfer-encoding: chunked";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean ended;
    private long lastUsed;

    Connection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Sends a whole request, head and body. */
    Reply send(byte[] request) throws IOException {
        out.write(request);
        int status = Integer.parseInt(line().substring(STATUS_LINE.length(), STATUS_LINE.length() + 3));
        int length = 0;
        boolean chunked = false;
        String token = "";
        int pause = 1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase();
            if (lower.startsWith(LENGTH)) {
                length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
            }
            if (lower.startsWith(TOKEN)) {
                token = header.substring(TOKEN.length()).strip();
            }
            if (lower.startsWith(PAUSE)) {
                pause = Integer.parseInt(lower.substring(PAUSE.length()).strip());
            }
            chunked |= lower.equals(CHUNKED);
            ended |= lower.equals(LAST_ANSWER);
        }
        Reply reply = new Reply(status, chunked ? chunks() : text(length), token, pause);
        lastUsed = System.nanoTime();
        return reply;
    }

    /**
     * Whether the connection can be used again: the platform has not announced its end, and it has not been idle for
     * too long.
     */
    boolean isUsable() {
        return !ended && System.nanoTime() - lastUsed < MAX_IDLE.toNanos();
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.append(text(size));
            line();
        }
        line();
        return body.toString();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The platform ended the connection");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The platform ended the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // The connection is broken, so there is nothing left to close.
            return;
        }
    }
}

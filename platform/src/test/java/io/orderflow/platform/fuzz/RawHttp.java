package io.orderflow.platform.fuzz;

import io.orderflow.service.description.DescribedAnswers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends what other clients refuse to send, each request on a connection of its own. Thread-safe. */
public final class RawHttp {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final int port;

    public RawHttp(int port) {
        this.port = port;
    }

    /** Sends a request, and holds its answer to the description. */
    public Reply send(Request request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            write(request, socket.getOutputStream());
            Reply reply = read(request.method(), new BufferedInputStream(socket.getInputStream()));
            hold(request, reply);
            return reply;
        }
    }

    private static void hold(Request request, Reply reply) {
        DescribedAnswers.hold(request.method(), request.target().replaceFirst("\\?.*", ""), reply.status(),
                reply.headers().entrySet().stream().collect(
                        Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                reply.body());
    }

    /** A server that has seen enough answers before it has read everything, and closes. */
    private static void write(Request request, OutputStream out) throws IOException {
        out.write(request.head());
        try {
            if (request.body() != null) {
                out.write(request.body());
            }
            out.flush();
        } catch (SocketException closed) {
            // What it has to say is read all the same.
            return;
        }
    }

    private static Reply read(String method, InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ")[1]);
        Map<String, String> headers = new HashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String[] parts = header.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        boolean endless = headers.getOrDefault("content-type", "").startsWith("text/event-stream");
        return new Reply(status, headers,
                endless || method.equals("HEAD") ? "" : body(in, headers.containsKey("transfer-encoding")));
    }

    private static String body(InputStream in, boolean chunked) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (!chunked) {
            in.transferTo(body);
        } else {
            for (int size = size(in); size > 0; size = size(in)) {
                body.write(in.readNBytes(size));
                line(in);
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("The answer ends after " + line);
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }
}

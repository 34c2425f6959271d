package io.orderflow.gateway.backend;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.coyote.CloseNowException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** An answer whose head has arrived; its body is read from the connection. Used by one thread; its deadline comes on another one. */
public final class BackendAnswer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackendAnswer.class);
    private static final int PIECE_BYTES = 16_384;
    private static final Pattern LINKED = Pattern.compile("<([^>]*)>");

    private final URI instance;
    private final HttpUriRequestBase request;
    private final ClassicHttpResponse answer;
    private final ScheduledExecutorService deadlines;
    private @Nullable InputStream peeked;
    private @Nullable ScheduledFuture<?> end;

    BackendAnswer(URI instance, HttpUriRequestBase request, ClassicHttpResponse answer,
            ScheduledExecutorService deadlines) {
        this.instance = instance;
        this.request = request;
        this.answer = answer;
        this.deadlines = deadlines;
    }

    public int status() {
        return answer.getCode();
    }

    /** The headers, without those that concern the connection to the service alone. */
    public HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        List<String> ofThisConnection = Stream.of(answer.getHeaders(HttpHeaders.CONNECTION))
                .flatMap(header -> Stream.of(header.getValue().split("\\s*,\\s*")))
                .toList();
        for (Header header : answer.getHeaders()) {
            if (!BackendClient.OF_ONE_CONNECTION.contains(header.getName().toLowerCase())
                    && ofThisConnection.stream().noneMatch(header.getName()::equalsIgnoreCase)) {
                headers.add(header.getName(), header.getValue());
            }
        }
        return headers;
    }

    public boolean isEventStream() {
        return String.valueOf(headers().getFirst(HttpHeaders.CONTENT_TYPE)).startsWith(
                MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    /** Cuts the answer off after this time, unless it has ended by then. */
    public void endAfter(Duration time) {
        end = deadlines.schedule(() -> {
            LOG.warn("{} goes on with an answer beyond the time of its token; it is cut off", instance);
            abort();
        }, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Names these methods as those that are allowed, where there are any. */
    public void allow(Set<String> methods) {
        if (!methods.isEmpty()) {
            answer.setHeader(HttpHeaders.ALLOW, String.join(",", methods));
        }
    }

    /**
     * Passes status, headers and body on as they arrive: whatever has been read is sent before the gateway waits for
     * more. Closes this answer, with its connection where it was not read to its end.
     *
     * @param location makes the public address of a path within the service
     * @throws BackendFailure where the service breaks off its answer before anything was sent to the client
     * @throws IOException    where the client has left, or the service breaks off its answer later, upon which the web
     *                        server closes the connection to the client
     */
    public void passOn(HttpServletResponse client, UnaryOperator<String> location) throws IOException {
        try {
            client.setStatus(status());
            headers().forEach((name, values) -> setHeader(client, name,
                    values.stream().map(value -> withPublicAddresses(name, value, location)).toList()));
            passBodyOn(client);
        } catch (IOException | RuntimeException brokenOff) {
            abort();
            throw brokenOff;
        }
        close();
    }

    private String withPublicAddresses(String name, String value, UnaryOperator<String> location) {
        if (name.equalsIgnoreCase(HttpHeaders.LOCATION)) {
            return publicAddress(value, location);
        }
        return name.equalsIgnoreCase(HttpHeaders.LINK)
                ? LINKED.matcher(value)
                        .replaceAll(
                                link -> Matcher.quoteReplacement("<" + publicAddress(link.group(1), location) + ">"))
                : value;
    }

    /** An address within the service begins with that of the instance, or with its path; others stay as they are. */
    private String publicAddress(String address, UnaryOperator<String> location) {
        String path = BackendClient.pathOf(instance);
        String base = instance.resolve("/").toString();
        String within = address.startsWith(base) ? address.substring(base.length() - 1) : address;
        return within.startsWith(path + "/") ? location.apply(within.substring(path.length())) : address;
    }

    private static void setHeader(HttpServletResponse client, String name, List<String> values) {
        client.setHeader(name, values.getFirst());
        values.stream().skip(1).forEach(value -> client.addHeader(name, value));
    }

    private void passBodyOn(HttpServletResponse client) throws IOException {
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            return;
        }
        InputStream in = peeked == null ? entity.getContent() : peeked;
        OutputStream out = client.getOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        long left = entity.getContentLength();
        for (int length = read(in, piece, client); length >= 0; length = read(in, piece, client)) {
            out.write(piece, 0, length);
            left -= length;
            if (left != 0 && in.available() == 0) {
                out.flush();
            }
        }
    }

    private int read(InputStream in, byte[] piece, HttpServletResponse client) throws IOException {
        try {
            return in.read(piece);
        } catch (IOException brokenOff) {
            if (client.isCommitted()) {
                LOG.warn("{} broke off an answer: {}", instance, brokenOff.toString());
                // The client must not take what it has got for the whole answer.
                throw new CloseNowException(brokenOff);
            }
            throw new BackendFailure(BackendFailure.Kind.NOT_UNDERSTOOD, "The answer ends too soon: " + brokenOff,
                    brokenOff);
        }
    }

    /**
     * Reads the body, which is passed on all the same.
     *
     * @return the whole body; absent where it is longer
     */
    public Optional<byte[]> peek(int maxBytes) {
        try {
            HttpEntity entity = answer.getEntity();
            if (entity == null) {
                return Optional.of(new byte[0]);
            }
            InputStream content = entity.getContent();
            byte[] first = content.readNBytes(maxBytes + 1);
            boolean whole = first.length <= maxBytes;
            InputStream again = new ByteArrayInputStream(first);
            peeked = whole ? again : new SequenceInputStream(again, content);
            return whole ? Optional.of(first) : Optional.empty();
        } catch (IOException brokenOff) {
            abort();
            throw new BackendFailure(BackendFailure.Kind.NOT_UNDERSTOOD, "The answer ends too soon: " + brokenOff,
                    brokenOff);
        }
    }

    /**
     * Reads the body as a whole.
     *
     * @param maxBytes a longer one is given up
     */
    public byte[] body(int maxBytes) {
        try {
            HttpEntity entity = answer.getEntity();
            byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new BackendFailure(BackendFailure.Kind.NOT_UNDERSTOOD, "The answer is too long", null);
            }
            close();
            return body;
        } catch (IOException brokenOff) {
            abort();
            throw new BackendFailure(BackendFailure.Kind.NOT_UNDERSTOOD, "The answer ends too soon: " + brokenOff,
                    brokenOff);
        } catch (BackendFailure tooLong) {
            abort();
            throw tooLong;
        }
    }

    /** Ends the connection: the rest of the answer, which may never end, is not read, as it would be by a close. */
    public void abort() {
        keepNoDeadline();
        request.cancel();
    }

    @Override
    public void close() throws IOException {
        keepNoDeadline();
        answer.close();
    }

    private void keepNoDeadline() {
        if (end != null) {
            end.cancel(false);
        }
    }
}

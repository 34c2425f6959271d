package io.orderflow.projection.serve;

import io.orderflow.service.access.VerifiedToken;
import io.orderflow.service.web.Admission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers requests with server-sent events, until the source has no more, the client leaves or its token expires; a
 * heartbeat makes sure that the server notices a client that has left. The thread of the request writes the events: it is
 * a virtual one; with the buffers of its request it takes 92 KB while it waits. The number of streams is limited in all and, to a lower number, for one client,
 * so that no client takes all the room. A {@code HEAD} request is answered with the headers alone, and does not count.
 * Thread-safe.
 *
 * <p>Spring's {@code SseEmitter} would not do instead. It ends the request's thread and needs another one that writes;
 * here the request's own virtual thread writes, and a slow client blocks only that thread, so that the client's buffer
 * overflows and no other client waits. The limits of each client and of all, the answer to {@code HEAD}, and the
 * admission of requests all end with that thread.
 */
public final class EventStreams {

    private static final String RETRY = "retry: 2000\n\n";
    private static final String HEARTBEAT = ": still here\n\n";

    private final UpdateProperties limits;
    private final JsonMapper json;
    private final Semaphore room;
    private final Map<String, Integer> byClient = new ConcurrentHashMap<>();

    EventStreams(UpdateProperties limits, JsonMapper json) {
        this.limits = limits;
        this.json = json;
        this.room = new Semaphore(limits.streams());
    }

    /** Where the events of one stream come from. Used by one thread. */
    public interface Source extends AutoCloseable {

        /** Waits for the next event; absent where no event came in time. */
        @Nullable
        ServerSentEvent next(Duration limit) throws InterruptedException;

        @Override
        default void close() {}
    }

    /**
     * Streams the events of a source.
     *
     * @param source opens it, once there is room
     * @throws TooManySubscribers where there is no room
     */
    public void open(HttpServletRequest request, HttpServletResponse response, Supplier<Source> source)
            throws IOException {
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            setHeaders(response);
            return;
        }
        String client = clientOf(request);
        enter(client);
        Instant end = endOf(request.getUserPrincipal());
        try (Source opened = source.get()) {
            setHeaders(response);
            OutputStream out = response.getOutputStream();
            Admission.aside(request, () -> write(opened, end, out));
        } finally {
            leave(client);
        }
    }

    /** A proxy would hold the events back to send them in larger pieces, and a cache has no use for them. */
    private static void setHeaders(HttpServletResponse response) {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
    }

    private static String clientOf(HttpServletRequest request) {
        Principal caller = request.getUserPrincipal();
        return caller == null ? request.getRemoteAddr() : caller.getName();
    }

    /** Where nobody is asked for a token, a stream has no end of its own. */
    private static Instant endOf(@Nullable Principal caller) {
        return caller instanceof VerifiedToken token ? token.endOfAnswerBegunAt(Instant.now()) : Instant.MAX;
    }

    private void enter(String client) {
        byClient.compute(client, (same, open) -> {
            int others = open == null ? 0 : open;
            if (others >= limits.streamsOfOneClient()) {
                throw TooManySubscribers.ofOneClient(limits.streamsOfOneClient());
            }
            return others + 1;
        });
        if (!room.tryAcquire()) {
            forget(client);
            throw TooManySubscribers.inAll();
        }
    }

    private void leave(String client) {
        room.release();
        forget(client);
    }

    private void forget(String client) {
        byClient.computeIfPresent(client, (same, open) -> open == 1 ? null : open - 1);
    }

    private void write(Source source, Instant end, OutputStream out) {
        try {
            send(out, RETRY);
            boolean more = true;
            while (more) {
                Instant now = Instant.now();
                ServerSentEvent event = now.isBefore(end)
                        ? source.next(now.plus(limits.heartbeat()).isBefore(end)
                                ? limits.heartbeat()
                                : Duration.between(now, end))
                        : ServerSentEvent.EXPIRED;
                send(out, event == null ? HEARTBEAT : event.text(json));
                more = event == null || !event.last();
            }
        } catch (IOException left) {
            // The client has left, which is how these streams end.
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

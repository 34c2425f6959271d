package io.orderflow.projection.updates;

import io.orderflow.api.InvalidValue;
import io.orderflow.projection.Events;
import io.orderflow.projection.ReadModels;
import io.orderflow.projection.document.StoredDocument;
import io.orderflow.service.admission.Admission;
import io.orderflow.service.web.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a request with the changes of one document as server-sent events, until the client leaves, falls too far
 * behind, or the process stops. The thread of the request writes them, which is a virtual one and costs next to nothing
 * while it waits. Thread-safe.
 */
public final class UpdateStream {

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");
    private static final String RETRY = "retry: 2000\n\n";
    private static final String HEARTBEAT = ": still here\n\n";

    private final Updates updates;
    private final ReadModels models;
    private final JsonMapper json;

    UpdateStream(Updates updates, ReadModels models, JsonMapper json) {
        this.updates = updates;
        this.models = models;
        this.json = json;
    }

    /**
     * Writes the document as it is, unless {@code Last-Event-ID} says that the client knows it, and then every change.
     *
     * @param what   names the document for clients, as in {@code order o1}
     * @param exists whether clients see a document at all
     * @throws NotFound           where there is no such projection or document
     * @throws TooManySubscribers where no more clients may watch
     */
    public void open(String projection, String key, String what, Predicate<Object> exists,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        long known = knownTo(request.getHeader("Last-Event-ID"));
        StoredDocument<?> present = models.load(projection, List.of(key)).get(key);
        if (present == null || !exists.test(present.document())) {
            throw new NotFound("No " + what);
        }
        // An id that this log has not come to is of another one, and says nothing.
        long told = known > present.position() && known > updates.head() ? Events.BEFORE_ALL : known;
        Subscriber subscriber = new Subscriber(projection, key, updates.limits().buffer(), told);
        updates.subscribe(subscriber);
        try {
            subscriber.offer(present.document(), present.position());
            response.setContentType("text/event-stream");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            OutputStream out = response.getOutputStream();
            Admission.aside(request, () -> write(subscriber, out));
        } finally {
            updates.unsubscribe(subscriber);
        }
    }

    private static long knownTo(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return Events.BEFORE_ALL;
        }
        InvalidValue.require(POSITION.matcher(lastEventId).matches(), "Last-Event-ID must be the id of an update");
        return Long.parseLong(lastEventId);
    }

    private void write(Subscriber subscriber, OutputStream out) {
        try {
            send(out, RETRY);
            boolean more = true;
            while (more) {
                Change change = subscriber.next(updates.limits().heartbeat());
                send(out, change == null ? HEARTBEAT : textOf(change));
                more = change == null || change instanceof Change.Update || change instanceof Change.Gone;
            }
        } catch (IOException left) {
            // The client has gone, which is how these streams end.
            return;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private String textOf(Change change) {
        return switch (change) {
            case Change.Update(long position, Object document) ->
                "id: %d\nevent: update\ndata: %s\n\n".formatted(position, json.writeValueAsString(document));
            case Change.Gone(long position) -> "id: %d\nevent: gone\ndata: {}\n\n".formatted(position);
            case Change.Overflow() -> "event: overflow\ndata: {\"reason\":\"The client reads too slowly\"}\n\n";
            case Change.End() -> "event: end\ndata: {\"reason\":\"The server stops\"}\n\n";
        };
    }
}

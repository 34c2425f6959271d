package io.orderflow.projection.serve;

import io.orderflow.projection.api.UpdateStream;
import io.orderflow.projection.document.StoredDocument;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.service.web.Fingerprint;
import io.orderflow.service.web.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Streams the document's states that a subscriber is offered. Thread-safe. */
final class DocumentUpdateStream implements UpdateStream {

    private final Updates updates;
    private final EventStreams streams;
    private final ProjectionHost host;
    private final Fingerprint fingerprint;
    private final JsonMapper json;
    private final int buffer;

    DocumentUpdateStream(Updates updates, EventStreams streams, ProjectionHost host, Fingerprint fingerprint,
            JsonMapper json,
            int buffer) {
        this.updates = updates;
        this.streams = streams;
        this.host = host;
        this.fingerprint = fingerprint;
        this.json = json;
        this.buffer = buffer;
    }

    @Override
    public void open(String projection, String key, String what, Function<Object, Optional<?>> shown,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        UpdateId known = UpdateId.parse(request.getHeader(UpdateId.HEADER));
        StoredDocument<?> present = host.hosted(projection).serving().load(List.of(key)).get(key);
        if (present == null || shown.apply(present.document()).isEmpty()) {
            throw new NotFound("No " + what);
        }
        streams.open(request, response, () -> subscribe(new Subscriber(projection, key, buffer), shown, known));
    }

    private EventStreams.Source subscribe(Subscriber subscriber, Function<Object, Optional<?>> shown,
            @Nullable UpdateId known) {
        updates.subscribe(subscriber);
        return new EventStreams.Source() {

            private @Nullable UpdateId last = known;

            @Override
            public @Nullable ServerSentEvent next(Duration limit) throws InterruptedException {
                long deadline = System.nanoTime() + limit.toNanos();
                Change change = seen(subscriber.next(limit));
                while (change instanceof Change.Update update && isKnown(update)) {
                    change = seen(subscriber.next(Duration.ofNanos(deadline - System.nanoTime())));
                }
                if (change == null) {
                    return null;
                }
                last = null;
                return eventOf(change);
            }

            private @Nullable Change seen(@Nullable Change change) {
                return change instanceof Change.Update update
                        ? shown.apply(update.document()).<Change>map(update::with).orElseGet(Change.Deletion::new)
                        : change;
            }

            private boolean isKnown(Change.Update update) {
                return last != null && !idOf(update).tellsMoreThan(last, updates::head);
            }

            @Override
            public void close() {
                updates.unsubscribe(subscriber);
            }
        };
    }

    private UpdateId idOf(Change.Update update) {
        return new UpdateId(update.generation(), update.position(), fingerprint.of(shown(update)));
    }

    private Object shown(Change.Update update) {
        return DeadLetterMark.on(update.document(), update.waiting(), json);
    }

    private ServerSentEvent eventOf(Change change) {
        return switch (change) {
            case Change.Update update ->
                new ServerSentEvent(idOf(update).toString(), "update", shown(update), false);
            case Change.Deletion() -> new ServerSentEvent(null, "gone", Map.of(), false);
            case Change.Overflow() ->
                new ServerSentEvent(null, "overflow", Map.of("reason", "The client reads too slowly"), true);
            case Change.End() -> ServerSentEvent.END;
        };
    }
}

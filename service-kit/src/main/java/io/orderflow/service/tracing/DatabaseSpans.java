package io.orderflow.service.tracing;

import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.orderflow.service.resilience.SelectiveListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;

/**
 * Makes a span of each command to the database that is sent for a recorded trace. It names the collection and never the
 * content. The driver tells of the start of a command on the thread that sends it, and of its end once, by the number of
 * the request, which no two commands of a process share. Thread-safe.
 */
final class DatabaseSpans implements SelectiveListener {

    // A key remembers how it is written for the receiver.
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
    private static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
    private static final AttributeKey<String> FAILURE = AttributeKey.stringKey("error.type");

    private final Tracer tracer;
    private final Map<Integer, Span> underWay = new ConcurrentHashMap<>();

    DatabaseSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public boolean wantsCommands() {
        return TraceContext.isRecorded(Context.current());
    }

    @Override
    public void commandStarted(CommandStartedEvent command) {
        if (!wantsCommands()) {
            return;
        }
        String collection = collectionOf(command.getCommandName(), command.getCommand());
        underWay.put(command.getRequestId(), tracer.spanBuilder(command.getCommandName() + " " + collection)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(SYSTEM, "mongodb")
                .setAttribute(NAMESPACE, command.getDatabaseName())
                .setAttribute(COLLECTION, collection)
                .setAttribute(OPERATION, command.getCommandName())
                .startSpan());
    }

    private static String collectionOf(String name, BsonDocument command) {
        String field = name.equals("getMore") ? "collection" : name;
        return command.isString(field) ? command.getString(field).getValue() : "";
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent command) {
        Span span = underWay.remove(command.getRequestId());
        if (span != null) {
            span.end();
        }
    }

    @Override
    public void commandFailed(CommandFailedEvent command) {
        Span span = underWay.remove(command.getRequestId());
        if (span != null) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute(FAILURE, command.getThrowable().getClass().getName())
                    .end();
        }
    }
}

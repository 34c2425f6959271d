package io.orderflow.platform.embedded;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.axonserver.AxonServer;
import io.orderflow.axonserver.store.WriteCounts;
import io.orderflow.mongoserver.EmbeddedMongoServer;
import io.orderflow.service.metrics.MeterDefinition;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Shows in the metrics what the embedded servers count. Those of the event store have the names that its server has as a
 * process of its own.
 */
final class EmbeddedMeters {

    private static final MeterDefinition SYNC = MeterDefinition.timer("axon.server.sync",
            "How long writes of the event store took, each with one sync for all requests that waited (no histogram, no "
                    + "maximum)",
            "context");
    private static final MeterDefinition REQUESTS = MeterDefinition.counter("axon.server.requests", "requests",
            "Requests to write to the event store, such as the transactions of clients: stored; refused, as for a sequence "
                    + "number that another had taken; failed",
            "context", "outcome");
    private static final MeterDefinition EVENTS = MeterDefinition.counter("axon.server.appended.events", "events",
            "Events that were appended to the event store", "context");
    private static final MeterDefinition WRITTEN = MeterDefinition.counter("axon.server.written.bytes", "bytes",
            "What was written to the event store, before compression", "context");
    private static final MeterDefinition WAITING = MeterDefinition.gauge("axon.server.waiting.requests", "requests",
            "Requests that wait to be written to the event store", "context");
    private static final MeterDefinition SIZE = MeterDefinition.gauge("axon.server.store.bytes", "bytes",
            "The size of the event store's files", "context");

    private static final MeterDefinition COMMANDS = MeterDefinition.timer("mongo.server.commands",
            "How long commands took in the embedded database (no histogram, no maximum)", "command");
    private static final MeterDefinition FAILED = MeterDefinition.counter("mongo.server.failed.commands", "commands",
            "Commands that the embedded database refused or could not carry out", "command");
    private static final MeterDefinition DOCUMENTS = MeterDefinition.gauge("mongo.server.store.bytes", "bytes",
            "The size of the embedded database's files, without its log of writes");

    private static final String CONTEXT = "default";

    private EmbeddedMeters() {}

    static MeterBinder of(AxonServer server) {
        return registry -> {
            SYNC.time(registry, server, count(WriteCounts::groups), value(WriteCounts::nanos), CONTEXT);
            REQUESTS.count(registry, server, value(WriteCounts::stored), CONTEXT, "stored");
            REQUESTS.count(registry, server, value(WriteCounts::refused), CONTEXT, "refused");
            REQUESTS.count(registry, server, value(WriteCounts::failed), CONTEXT, "failed");
            EVENTS.count(registry, server, value(WriteCounts::events), CONTEXT);
            WRITTEN.count(registry, server, value(WriteCounts::bytes), CONTEXT);
            WAITING.gauge(registry, server, one -> one.waiting(CONTEXT), CONTEXT);
            SIZE.gauge(registry, server, one -> one.bytesOnDisk(CONTEXT), CONTEXT);
        };
    }

    private static ToLongFunction<AxonServer> count(ToLongFunction<WriteCounts> of) {
        return server -> of.applyAsLong(server.written(CONTEXT));
    }

    private static ToDoubleFunction<AxonServer> value(ToLongFunction<WriteCounts> of) {
        return server -> of.applyAsLong(server.written(CONTEXT));
    }

    static MeterBinder of(EmbeddedMongoServer database) {
        return registry -> {
            database.operations().keySet().forEach(command -> {
                COMMANDS.time(registry, database, one -> one.operations().get(command).count(),
                        one -> one.operations().get(command).nanos(), command);
                FAILED.count(registry, database, one -> one.operations().get(command).failed(), command);
            });
            DOCUMENTS.gauge(registry, database, EmbeddedMongoServer::bytesOnDisk);
        };
    }
}

package io.orderflow.console.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event server, as the HTTP interface shows it.
 *
 * @param unavailable what the server or the platform's process does not tell, and where else it is found
 */
public record ServerStatus(@Nullable String address, @Nullable List<String> contexts, @Nullable Store store,
        @Nullable Commit commit, @Nullable List<Application> applications, @Nullable List<String> unavailable) {

    public ServerStatus {
        contexts = contexts == null ? List.of() : contexts;
        applications = applications == null ? List.of() : applications;
        unavailable = unavailable == null ? List.of() : unavailable;
    }

    /** What lies on the disk. */
    public record Store(@Nullable Long events, @Nullable Long bytes) {}

    /** How transactions are written together: how many at a time, and how long a write to the disk takes. */
    public record Commit(@Nullable Double groupSize, @Nullable Double syncMicros, @Nullable Long refused,
            @Nullable Long failed) {

        public @Nullable Double millis() {
            return syncMicros == null ? null : syncMicros / 1000;
        }
    }

    /** A component with its connected instances, and what they handle. */
    public record Application(String component, @Nullable List<Instance> clients, @Nullable Handlers handlers) {

        public Application {
            clients = clients == null ? List.of() : clients;
            handlers = handlers == null ? new Handlers(null, null, null) : handlers;
        }
    }

    /** A connected instance, with the threads of its event processors. */
    public record Instance(String client, @Nullable Integer activeThreads, @Nullable Integer availableThreads) {}

    /** The names of the messages that an application handles, and of its event processors. */
    public record Handlers(@Nullable List<String> commands, @Nullable List<String> queries,
            @Nullable List<String> processors) {

        public Handlers {
            commands = commands == null ? List.of() : commands;
            queries = queries == null ? List.of() : queries;
            processors = processors == null ? List.of() : processors;
        }
    }
}

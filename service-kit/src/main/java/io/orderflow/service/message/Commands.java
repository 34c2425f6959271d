package io.orderflow.service.message;

import io.orderflow.api.message.CommandResult;
import io.orderflow.service.resilience.CallLimits;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands and waits for their outcome. The gateway behind it retries a command that clashes with another change
 * of the same aggregate. Thread-safe.
 */
public final class Commands {

    /** Listens to every command that a caller waits for, after it was sent and on the thread that will wait. */
    @FunctionalInterface
    public interface Listener {

        /** The answer may have come already, and must not be changed. */
        void sent(Object command, CompletableFuture<?> answer);
    }

    private final CommandGateway gateway;
    private final EventStore events;
    private final RepeatableRequest.Provider request;
    private final Listener listener;
    private final Duration limit;
    private final int readsInLimit;

    public Commands(CommandGateway gateway, EventStore events) {
        this(gateway, events, () -> RepeatableRequest.NONE, (command, answer) -> {}, CallLimits.DEFAULT);
    }

    Commands(CommandGateway gateway, EventStore events, RepeatableRequest.Provider request, Listener listener,
            CallLimits limits) {
        this.gateway = gateway;
        this.events = events;
        this.request = request;
        this.listener = listener;
        this.limit = limits.command();
        this.readsInLimit = (int) Math.max(1, limits.command().dividedBy(limits.read()));
    }

    /** Prepares a bus for handling commands: its sender learns as a refusal what is wrong with a command. */
    public static void prepare(CommandBus bus) {
        bus.registerHandlerInterceptor(new RefusalTranslator());
    }

    /**
     * Sends the command, waits for its answer, and reads a position at or after its events.
     *
     * @throws org.axonframework.commandhandling.CommandExecutionException where it was refused, with the {@code
     * Refusal}
     *                                                                     as its details
     * @throws NoAnswerInTime                                           where no answer came in time
     */
    public Outcome send(Object command) {
        return send(command, IfMatch.NONE);
    }

    /**
     * Sends the command for an aggregate in one of the versions; in another version the command is refused, and the
     * refusal names the version. Where the request's command has been handled already, here or by another instance, it
     * is not handled again, and the outcome is that of the first time.
     */
    public Outcome send(Object command, IfMatch versions) {
        return send(command, versions, null);
    }

    /**
     * The same as {@link #send(Object, IfMatch)} with the reason of the person who asks, which the command's events
     * name.
     */
    public Outcome send(Object command, IfMatch versions, @Nullable String reason) {
        RepeatableRequest behind = request.get();
        OptionalLong before = behind.versionBefore();
        long version = before.isPresent() ? before.getAsLong() : handleOnce(command, versions, reason, behind);
        return new Outcome(version, head());
    }

    /**
     * Reads a position, and retries for as long as a command may take: the command is done, and a slow read must not
     * make its outcome unknown.
     */
    private long head() {
        for (int read = 1;; read++) {
            try {
                TrackingToken head = events.createHeadToken();
                return head == null ? -1 : head.position().orElse(-1);
            } catch (EventStoreException failed) {
                if (read == readsInLimit) {
                    throw failed;
                }
            }
        }
    }

    /**
     * Handles the command once. A failure may mean that another instance was first, with the same request or with
     * another one of the same key.
     */
    private long handleOnce(Object command, IfMatch versions, @Nullable String reason, RepeatableRequest behind) {
        CompletableFuture<CommandResult> answer = handle(
                new GenericCommandMessage<>(command, versions.metaData()).andMetaData(behind.metaData())
                        .andMetaData(reason == null ? Map.of() : Map.of(Origin.REASON, reason.strip())));
        listener.sent(command, answer);
        try {
            return await(answer).version();
        } catch (RuntimeException failed) {
            return behind.versionMeanwhile().orElseThrow(() -> failed);
        }
    }

    /**
     * Sends one more command for a request whose own command is handled, and waits for its answer. A repeat of the
     * request sends it again, and it must change nothing then.
     */
    public void sendFurther(Object command) {
        await(handle(command));
    }

    /** Sends the command; the future fails with what {@link #send} throws, within the same time. */
    public CompletableFuture<CommandResult> handle(Object command) {
        return AnswerLimit.of(gateway.send(command), limit);
    }

    private static CommandResult await(CompletableFuture<CommandResult> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new NoAnswerInTime("command", failed.getCause());
        }
    }
}

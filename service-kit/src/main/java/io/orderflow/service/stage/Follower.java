package io.orderflow.service.stage;

import io.orderflow.service.message.AnswerLimit;
import io.orderflow.service.message.Caller;
import io.orderflow.service.resilience.FailureText;
import io.orderflow.service.resilience.RepeatedFailures;
import io.orderflow.service.stage.Changes.Process;
import io.orderflow.service.web.ConsistencyToken;
import io.orderflow.service.web.Preferences;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Waits until a handled command has reached the stage that its client wishes. The read models may be those of any
 * service, so the follower asks for them over the query bus. Where time is up, or no service answers, the answer
 * becomes 202 and says where to look, because the command stays handled. Thread-safe.
 */
final class Follower {

    /** The wait for an answer is so much longer than the wait within the read model. */
    private static final Duration TRANSIT = Duration.ofSeconds(1);

    private final QueryGateway queries;
    /** Logs once that a read model cannot be waited for, however many clients wish to. */
    private final RepeatedFailures failures = new RepeatedFailures();

    Follower(QueryGateway queries) {
        this.queries = queries;
    }

    /**
     * Holds a successful answer until the stage is reached. Refusals, and answers without a position, stay as they are.
     */
    void follow(DeferredAnswer answer, CommandWait wait, Changes changes, PathVariables variables) {
        String token = answer.getHeader(ConsistencyToken.HEADER);
        if (answer.getStatus() / 100 != 2 || token == null) {
            return;
        }
        answer.setHeader(Stage.REACHED, Stage.HANDLED.text());
        if (wait.stage() == Stage.HANDLED) {
            return;
        }
        variables.learn(changes.document(), answer.getHeader(HttpHeaders.LOCATION));
        setApplied(answer, wait, false);
        OptionalLong settled = settle(wait, changes, variables, ConsistencyToken.parse(token).position());
        if (settled.isEmpty()) {
            // A caller that is confined sees the process only in the document of what it owns.
            giveUp(answer, wait, variables,
                    Caller.current().owner() == null ? changes.process()[0].document() : changes.document());
        } else if (Stream.of(changes.readModels()).allMatch(
                readModel -> await(wait, readModel, settled.getAsLong(), null, Set.of()).isPresent())) {
            answer.setHeader(Stage.REACHED, wait.stage().text());
            answer.setHeader(ConsistencyToken.HEADER, new ConsistencyToken(settled.getAsLong()).toString());
        } else {
            giveUp(answer, wait, variables, changes.document());
        }
    }

    /** The position at which the process has come to rest; empty where time is up. */
    private OptionalLong settle(CommandWait wait, Changes changes, PathVariables variables, long handled) {
        if (wait.stage() != Stage.SETTLED || changes.process().length == 0) {
            return OptionalLong.of(handled);
        }
        Process process = changes.process()[0];
        return variables.find(process.key())
                .map(key -> await(wait, process.readModel(), handled, key, Set.of(process.rests())))
                .filter(OptionalLong::isPresent)
                .map(rest -> OptionalLong.of(Math.max(handled, rest.getAsLong())))
                .orElse(OptionalLong.empty());
    }

    private OptionalLong await(CommandWait wait, String readModel, long position, @Nullable String key,
            Set<String> steps) {
        String component = "Waiting for " + readModel;
        Duration left = wait.left();
        AwaitDocument query = new AwaitDocument(readModel, position, key, steps, left.toMillis());
        try {
            AwaitDocument.Answer awaited = AnswerLimit.of(
                    queries.query(AwaitDocument.queryOf(readModel), query, AwaitDocument.Answer.class),
                    left.plus(TRANSIT)).join();
            failures.succeeded(component);
            return awaited.reached() ? OptionalLong.of(awaited.position()) : OptionalLong.empty();
        } catch (CompletionException away) {
            failures.stalled(component, Instant.now(), FailureText.of(away));
            return OptionalLong.empty();
        }
    }

    private static void giveUp(DeferredAnswer answer, CommandWait wait, PathVariables variables, String whereToLook) {
        answer.setStatus(HttpStatus.ACCEPTED.value());
        variables.path(whereToLook).ifPresent(path -> answer.setHeader(HttpHeaders.LOCATION, path));
        setApplied(answer, wait, wait.preferences().respondAsync());
    }

    private static void setApplied(DeferredAnswer answer, CommandWait wait, boolean async) {
        String applied = Stream.of(async ? Preferences.RESPOND_ASYNC : null, wait.preferences().waitApplied())
                .filter(preference -> preference != null)
                .collect(Collectors.joining(", "));
        if (!applied.isEmpty()) {
            answer.setHeader(Preferences.APPLIED, applied);
        }
    }
}

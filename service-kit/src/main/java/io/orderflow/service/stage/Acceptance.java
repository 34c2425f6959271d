package io.orderflow.service.stage;

import io.orderflow.service.web.Preferences;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers 202 as soon as the command is sent, to a client that prefers that. The thread of the request, which is a
 * virtual one, goes on behind that answer: it waits for the command, and its real answer is kept for a repeat of the
 * request. The connection is closed afterwards, because until then no other request on it would be read. Each request
 * has its own.
 */
final class Acceptance {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);

    private final CommandWait wait;
    private final Changes changes;
    private final PathVariables variables;
    private final HttpServletResponse client;
    private final JsonMapper json;
    private boolean given;

    Acceptance(CommandWait wait, Changes changes, PathVariables variables, HttpServletResponse client,
            JsonMapper json) {
        this.wait = wait;
        this.changes = changes;
        this.variables = variables;
        this.client = client;
        this.json = json;
    }

    /** Whether the client has had its answer. */
    boolean isGiven() {
        return given;
    }

    /** Answers 202 once the command has been sent; faults of the request itself are known by then. */
    void sent(Object command, CompletableFuture<?> answer) {
        if (given || !wait.preferences().respondAsync() || isAnswered(answer)) {
            return;
        }
        variables.learn(json.convertValue(command, Map.class));
        given = true;
        client.setStatus(HttpServletResponse.SC_ACCEPTED);
        variables.path(changes.document()).ifPresent(path -> client.setHeader(HttpHeaders.LOCATION, path));
        client.setHeader(Preferences.APPLIED, Preferences.RESPOND_ASYNC);
        client.setHeader(Stage.REACHED, Stage.ACCEPTED.text());
        client.setHeader(HttpHeaders.CONNECTION, "close");
        client.setContentLength(0);
        try {
            client.flushBuffer();
        } catch (IOException gone) {
            LOG.debug("The client did not wait for being told that it need not wait", gone);
        }
    }

    /**
     * Whether the answer comes within the client's patience. A failure that is known already counts whatever the
     * patience is: it is worth more than the promise of an answer.
     */
    private boolean isAnswered(CompletableFuture<?> answer) {
        if (answer.isCompletedExceptionally()) {
            return true;
        }
        try {
            long left = wait.left().toNanos();
            if (left > 0) {
                answer.get(left, TimeUnit.NANOSECONDS);
            }
            return left > 0;
        } catch (ExecutionException refused) {
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

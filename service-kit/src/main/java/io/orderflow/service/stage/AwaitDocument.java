package io.orderflow.service.stage;

import io.orderflow.api.message.MessageType;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the service that has a read model to answer once the read model is as new as a position and, where a key is
 * given, once the document of that key stands at one of the steps. The answer is {@link Answer}.
 *
 * @param steps          none where no key is given
 * @param patienceMillis the time after which the answer is that this was not reached
 */
@MessageType("read-model.await")
public record AwaitDocument(String readModel, long position, @Nullable String key, Set<String> steps,
        long patienceMillis) {

    private static final String QUERY = "read-model.await.";

    public AwaitDocument {
        steps = Set.copyOf(steps);
    }

    /**
     * The name of the query, which differs by read model, because only the process that has the read model can answer.
     */
    public static String queryOf(String readModel) {
        return QUERY + readModel;
    }

    /**
     * The end of the wait.
     *
     * @param reached  whether the document came to the awaited step before time was up
     * @param position the position of the document, or of the read model where no document was named
     */
    @MessageType("read-model.awaited")
    public record Answer(boolean reached, long position) {}

    /** The longest time to wait. */
    public Duration patience() {
        return Duration.ofMillis(patienceMillis);
    }
}

package io.orderflow.service.idempotency;

import io.orderflow.service.idempotency.RequestEvent.RequestAnswered;
import io.orderflow.service.message.Origin;
import io.orderflow.service.message.RepeatableRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** A request under a key, while it is handled. Only the thread of the request uses it. */
final class CurrentRequest implements RepeatableRequest {

    static final String ATTRIBUTE = CurrentRequest.class.getName();

    private final RequestLog log;
    private final RequestKey key;
    private final RequestKey earlierKey;
    private final String bodyHash;
    private RequestRecord remembered;
    private boolean commandSent;

    /**
     * @param earlierKey the key as earlier releases took it, equal to {@code key} where that has not changed
     * @throws IdempotencyKeyReused where the key stands for a request with another body
     */
    CurrentRequest(RequestLog log, RequestKey key, RequestKey earlierKey, String bodyHash) {
        this.log = log;
        this.key = key;
        this.earlierKey = earlierKey;
        this.bodyHash = bodyHash;
        this.remembered = look();
    }

    /** The request that this thread handles. */
    static Optional<CurrentRequest> current() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null && request.getAttribute(ATTRIBUTE,
                RequestAttributes.SCOPE_REQUEST) instanceof CurrentRequest inHand
                        ? Optional.of(inHand)
                        : Optional.empty();
    }

    NewId newId() {
        return NewId.of(key);
    }

    @Nullable
    RequestAnswered answer() {
        return remembered.answer();
    }

    /** Whether the answer tells of an earlier effect. */
    boolean isHit() {
        return remembered.version() != null;
    }

    boolean isCommandSent() {
        return commandSent;
    }

    Optional<RequestAnswered> keep(RequestAnswered answer) {
        return log.keep(key, remembered.next(), answer);
    }

    /**
     * The metadata of the request's one command. A second command is refused: it could not be recorded, since both
     * would be the same request.
     */
    @Override
    public Map<String, String> metaData() {
        if (commandSent) {
            throw new IllegalStateException("A request under a key must send one command");
        }
        commandSent = true;
        Map<String, String> metaData = new HashMap<>(
                new RequestClaim(key.stream(), remembered.next(), bodyHash).metaData());
        metaData.put(Origin.REQUEST, newId().value());
        return metaData;
    }

    @Override
    public OptionalLong versionBefore() {
        return remembered.version() == null ? OptionalLong.empty() : OptionalLong.of(remembered.version());
    }

    @Override
    public OptionalLong versionMeanwhile() {
        remembered = look();
        return versionBefore();
    }

    private RequestRecord look() {
        RequestRecord found = find();
        if (found.bodyHash() != null && !found.bodyHash().equals(bodyHash)) {
            throw new IdempotencyKeyReused();
        }
        return found;
    }

    private RequestRecord find() {
        RequestRecord found = log.find(key);
        RequestAnswered earlier = found.bodyHash() == null && !earlierKey.equals(key)
                ? log.find(earlierKey).answer()
                : null;
        return earlier == null ? found : found.and(earlier);
    }
}

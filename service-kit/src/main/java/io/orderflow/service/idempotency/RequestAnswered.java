package io.orderflow.service.idempotency;

import io.orderflow.api.message.MessageType;
import java.util.Map;

/** The first answer to a request, kept as an event. The body hash is of the request's body, in canonical form. */
@MessageType("request.answered")
public record RequestAnswered(String bodyHash, int status, Map<String, String> headers, String body) {}

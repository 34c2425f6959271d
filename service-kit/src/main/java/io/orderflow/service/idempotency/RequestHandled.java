package io.orderflow.service.idempotency;

import io.orderflow.api.message.MessageType;

/**
 * The command of a request was handled. It is written in the same transaction as the command's own events, so that a
 * request has an effect once, however many instances handle it at once.
 *
 * @param bodyHash of the request's body, in canonical form
 * @param version  of the aggregate after it, out of which the request's answer is made again
 */
@MessageType("request.handled")
public record RequestHandled(String bodyHash, long version) {}

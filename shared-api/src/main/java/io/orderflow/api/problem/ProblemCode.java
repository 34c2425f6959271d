package io.orderflow.api.problem;

/** Every code that a client can meet, with its HTTP status. The names are for ever. */
public enum ProblemCode {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    INVALID_VALUE(400, "A value is not allowed"),
    IDEMPOTENCY_KEY_MISSING(400, "The Idempotency-Key header is missing"),
    INVALID_IDEMPOTENCY_KEY(400, "The Idempotency-Key header cannot be used"),
    INVALID_CONSISTENCY_TOKEN(400, "The Consistency-Token header cannot be used"),
    INVALID_IF_MATCH(400, "The If-Match or If-None-Match header cannot be used"),
    INVALID_COMMAND_WAIT(400, "The Command-Wait header cannot be used"),
    INVALID_API_VERSION(400, "The API-Version header cannot be used"),
    UNAUTHENTICATED(401, "The request needs a valid token"),
    FORBIDDEN(403, "The token does not allow this"),
    FOREIGN_REQUEST(403, "The request names another host, or comes from a page of another origin"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "The answer cannot be given in that form"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive"),
    ALREADY_EXISTS(409, "It exists already, and differently"),
    WRONG_STATE(409, "Its state does not allow this"),
    CONCURRENT_CHANGE(409, "It was changed at the same time"),
    REQUEST_IN_FLIGHT(409, "The same request is still being handled"),
    REBUILD_RUNNING(409, "A rebuild of this projection is running"),
    UNFOLDABLE(409, "An event cannot be folded into the document"),
    PRECONDITION_FAILED(412, "The condition of the request does not hold"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported"),
    INSUFFICIENT_FUNDS(422, "The account does not have that much available"),
    ACCOUNT_CLOSED(422, "The account is closed"),
    ACCOUNT_NOT_EMPTY(422, "The account still holds money"),
    CURRENCY_MISMATCH(422, "The currency is not the account's or the product's"),
    AMOUNT_TOO_LARGE(422, "The amount exceeds what can be held"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used with another body"),
    TOO_MANY_STREAMS(429, "The client has too many streams open"),
    RATE_LIMITED(429, "The caller has sent too many requests"),
    INTERNAL_ERROR(500, "The service failed"),
    UNAVAILABLE(503, "The event store or the database is away"),
    ISSUER_UNAVAILABLE(503, "The issuer of tokens does not answer"),
    OVERLOADED(503, "The service is overloaded"),
    TOO_MANY_SUBSCRIBERS(503, "Too many clients have streams open"),
    SERVICE_UNAVAILABLE(503, "The service that answers this is away"),
    GATEWAY_TIMEOUT(504, "The service that answers this took too long"),
    UNSUPPORTED_HTTP_VERSION(505, "This version of HTTP is not supported");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}

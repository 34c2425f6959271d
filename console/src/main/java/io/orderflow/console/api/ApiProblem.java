package io.orderflow.console.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that the platform refused, or did not answer. Its message is made for the person who reads the page. */
public final class ApiProblem extends RuntimeException {

    /** The status where there was no answer at all. */
    public static final int NO_ANSWER = 0;

    private final int status;
    private final String code;
    private final @Nullable String traceId;

    ApiProblem(int status, String code, String message, @Nullable String traceId) {
        super(message);
        this.status = status;
        this.code = code;
        this.traceId = traceId;
    }

    static ApiProblem noAnswer() {
        return new ApiProblem(NO_ANSWER, "NO_ANSWER", "The platform does not answer", null);
    }

    /** The body of a refusal, as RFC 9457 has it. */
    record Body(@Nullable String title, @Nullable String detail, @Nullable String code, @Nullable String traceId,
            @Nullable List<Wrong> errors) {

        record Wrong(String field, String message) {}

        ApiProblem problem(int status) {
            StringBuilder message = new StringBuilder(detail != null ? detail : title != null ? title : "Refused");
            if (errors != null) {
                errors.forEach(error -> message.append("; ").append(error.field()).append(": ")
                        .append(error.message()));
            }
            return new ApiProblem(status, code == null ? "" : code, message.toString(), traceId);
        }
    }

    /** The status of the answer, or {@link #NO_ANSWER}. */
    public int status() {
        return status;
    }

    /** The stable code of the refusal; empty where the answer had none. */
    public String code() {
        return code;
    }

    public @Nullable String traceId() {
        return traceId;
    }

    /** Whether the platform gave no answer, or could not: another attempt may succeed. */
    public boolean isOutage() {
        return status == NO_ANSWER || status >= 500 || status == 429;
    }

    /** Whether the platform does not have what was asked for; of a list, the route itself. */
    public boolean isMissing() {
        return status == 404 || status == 405;
    }

    public boolean isForbidden() {
        return status == 401 || status == 403;
    }
}

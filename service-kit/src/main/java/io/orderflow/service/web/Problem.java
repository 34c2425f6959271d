package io.orderflow.service.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.api.problem.Refusal;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An error as a client sees it, as in RFC 9457, with a stable code. The instance is the path as it was sent, which may
 * have characters that no URI has, as such a path is one reason to refuse a request; Spring's {@code ProblemDetail}
 * takes a URI.
 *
 * @param instance       the path of the request, absent where that cannot be read
 * @param traceId        the trace by which to find the request in the logs
 * @param errors         the fields that are wrong, where the problem is about fields
 * @param currentVersion the version of the aggregate to be changed, where {@code If-Match} names another
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(URI type, String title, int status, @Nullable String detail, @Nullable String instance,
        ProblemCode code,
        @Nullable String traceId, List<FieldError> errors, @Nullable Long currentVersion) {

    /** One field that is wrong, by its path in the body or by the name of the parameter. */
    public record FieldError(String field, String message) {}

    static Problem of(ProblemCode code, @Nullable String detail, String path, List<FieldError> errors) {
        return new Problem(typeOf(code), code.title(), code.status(), detail, path, code, Trace.current(), errors,
                null);
    }

    static Problem of(Refusal refusal, String path) {
        ProblemCode code = refusal.code();
        return new Problem(typeOf(code), code.title(), code.status(), refusal.detail(), path, code, Trace.current(),
                List.of(), refusal.currentVersion());
    }

    static Problem of(ProblemCode code, @Nullable String detail, String path) {
        return of(code, detail, path, List.of());
    }

    /** Returns the code that stands for a status which the web server itself decided on. */
    static ProblemCode codeOf(int status) {
        return switch (status) {
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 408 -> ProblemCode.REQUEST_TIMEOUT;
            case 413 -> ProblemCode.BODY_TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ProblemCode.UNAVAILABLE;
            case 505 -> ProblemCode.UNSUPPORTED_HTTP_VERSION;
            default -> status / 100 == 4 ? ProblemCode.MALFORMED_REQUEST : ProblemCode.INTERNAL_ERROR;
        };
    }

    ResponseEntity<Object> answer() {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == 503 || status == 429 || code == ProblemCode.CONCURRENT_CHANGE
                || code == ProblemCode.REQUEST_IN_FLIGHT) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(this);
    }

    private static URI typeOf(ProblemCode code) {
        return URI.create("urn:orderflow:problem:" + code.name().toLowerCase().replace('_', '-'));
    }
}

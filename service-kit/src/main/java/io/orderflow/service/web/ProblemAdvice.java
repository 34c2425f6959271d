package io.orderflow.service.web;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.problem.Failure;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.CommandRefused;
import io.orderflow.service.message.ConflictingWrites;
import io.orderflow.service.message.ProblemException;
import io.orderflow.service.web.Problem.FieldError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.coyote.CloseNowException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.axonframework.messaging.HandlerExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.accept.InvalidApiVersionException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Turns every exception that leaves a controller into a problem. An unforeseen exception is logged, and its problem
 * tells no details.
 */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final OutageLog outages;

    ProblemAdvice(OutageLog outages) {
        this.outages = outages;
    }

    @ExceptionHandler
    ResponseEntity<Object> onProblem(ProblemException problem, WebRequest request) {
        ResponseEntity<Object> answer = answer(problem.code(), problem.getMessage(), request);
        HttpHeaders headers = new HttpHeaders(answer.getHeaders());
        problem.location().ifPresent(headers::setLocation);
        problem.retryAfter().ifPresent(pause -> headers.set(HttpHeaders.RETRY_AFTER, "" + pause.toSeconds()));
        return ResponseEntity.status(answer.getStatusCode()).headers(headers).body(answer.getBody());
    }

    @ExceptionHandler
    ResponseEntity<Object> onInvalidParameters(InvalidParameters invalid, WebRequest request) {
        return fieldsInvalid(invalid.errors(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> onInvalidValue(InvalidValue invalid, WebRequest request) {
        return answer(ProblemCode.INVALID_VALUE, invalid.getMessage(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> onRefusal(HandlerExecutionException failed, WebRequest request) {
        return CommandRefused.refusalIn(failed).map(refusal -> Problem.of(refusal, path(request)).answer())
                .orElseGet(() -> onFailure(failed, request));
    }

    /** Passes on the detail of a fault in our own data, which only the handler of the message could see. */
    private ResponseEntity<Object> onFailure(HandlerExecutionException failed, WebRequest request) {
        return failed.<Object>getDetails()
                .filter(Failure.class::isInstance)
                .map(failure -> answer(ProblemCode.INTERNAL_ERROR, ((Failure) failure).detail(), request))
                .orElseGet(() -> onUnforeseen(failed, request));
    }

    @ExceptionHandler
    ResponseEntity<Object> onUnforeseen(Exception failure, WebRequest request) {
        if (ConflictingWrites.isClash(failure)) {
            return clash(request);
        }
        if (Outages.isOutage(failure)) {
            outages.failed(((ServletWebRequest) request).getRequest(), failure);
            return answer(ProblemCode.UNAVAILABLE, isRead(request) || Outages.didNothing(failure)
                    ? "Nothing was changed; try again shortly"
                    : "It is not known whether this was carried out: repeat it with the same Idempotency-Key", request);
        }
        LOG.error("Failed to serve {}", path(request), failure);
        return answer(ProblemCode.INTERNAL_ERROR, "The failure has been logged under the trace id", request);
    }

    private static boolean isRead(WebRequest request) {
        return READS.contains(((ServletWebRequest) request).getRequest().getMethod());
    }

    /** Leaves it to the web server to close the connection: the answer has begun, and cannot become a problem. */
    @ExceptionHandler
    ResponseEntity<Object> onCutOff(CloseNowException cutOff) throws CloseNowException {
        throw cutOff;
    }

    @ExceptionHandler
    ResponseEntity<Object> onUnknownVersion(InvalidApiVersionException unknown, WebRequest request) {
        return answer(ProblemCode.INVALID_API_VERSION, "There is no version " + unknown.getVersion(), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> onUndecodable(InvalidParameterException undecodable, WebRequest request) {
        return answer(ProblemCode.MALFORMED_REQUEST, "A parameter of the query cannot be decoded", request);
    }

    @ExceptionHandler
    ResponseEntity<Object> onMismatch(MethodArgumentTypeMismatchException mismatch, WebRequest request) {
        return invalid(mismatch.getName(), reason(mismatch, "it has the wrong type"), request);
    }

    private static ResponseEntity<Object> clash(WebRequest request) {
        return answer(ProblemCode.CONCURRENT_CHANGE, "Another change came first, repeatedly; try again", request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException unreadable,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        UnreadableBody body = UnreadableBody.of(unreadable);
        return Problem.of(body.code(), body.detail(), path(request), body.errors()).answer();
    }

    /** No converter writes another charset, which the framework notices only when it has the answer in hand. */
    @Override
    protected ResponseEntity<Object> handleHttpMessageNotWritable(HttpMessageNotWritableException unwritable,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return AcceptableAnswers.demandsAnotherCharset(request.getHeaderValues(HttpHeaders.ACCEPT))
                ? handleExceptionInternal(unwritable, null, headers, HttpStatus.NOT_ACCEPTABLE, request)
                : onUnforeseen(unwritable, request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException invalid,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = invalid.getFieldErrors()
                .stream()
                .map(error -> new FieldError(error.getField(), String.valueOf(error.getDefaultMessage())))
                .toList();
        return fieldsInvalid(errors, request);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(HandlerMethodValidationException invalid,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = invalid.getParameterValidationResults()
                .stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> new FieldError(String.valueOf(result.getMethodParameter().getParameterName()),
                                String.valueOf(error.getDefaultMessage()))))
                .toList();
        return fieldsInvalid(errors, request);
    }

    /** Names the allowed methods: {@code HEAD} wherever {@code GET} is allowed, and {@code OPTIONS} everywhere. */
    @Override
    protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException notSupported, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        Set<HttpMethod> allowed = new LinkedHashSet<>(
                Objects.requireNonNullElse(notSupported.getSupportedHttpMethods(), Set.of()));
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD);
        }
        allowed.add(HttpMethod.OPTIONS);
        HttpHeaders telling = new HttpHeaders();
        telling.setAllow(allowed);
        return handleExceptionInternal(notSupported, null, telling, status, request);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing, HttpHeaders headers, HttpStatusCode status,
            WebRequest request) {
        return invalid(missing.getParameterName(), "it must be given", request);
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException nothing,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(ProblemCode.NOT_FOUND, "Nothing is at " + path(request), request);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(Exception failure, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemCode code = Problem.codeOf(status.value());
        if (code == ProblemCode.INTERNAL_ERROR) {
            return onUnforeseen(failure, request);
        }
        ResponseEntity<Object> answer = answer(code, detailOf(failure), request);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(headers)
                .headers(answer.getHeaders())
                .body(answer.getBody());
    }

    /** The detail of a framework's exception: its own message may name classes, its problem detail does not. */
    private static @Nullable String detailOf(Exception failure) {
        return failure instanceof ErrorResponse told ? told.getBody().getDetail() : null;
    }

    private static ResponseEntity<Object> fieldsInvalid(List<FieldError> errors, WebRequest request) {
        return Problem.of(ProblemCode.INVALID_VALUE, null, path(request), errors).answer();
    }

    private static ResponseEntity<Object> invalid(String field, String message, WebRequest request) {
        return fieldsInvalid(List.of(new FieldError(field, message)), request);
    }

    private static ResponseEntity<Object> answer(ProblemCode code, @Nullable String detail, WebRequest request) {
        return Problem.of(code, detail, path(request)).answer();
    }

    private static String reason(Throwable failure, String otherwise) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue invalid) {
                return String.valueOf(invalid.getMessage());
            }
        }
        return otherwise;
    }

    private static String path(WebRequest request) {
        return ((ServletWebRequest) request).getRequest().getRequestURI();
    }
}

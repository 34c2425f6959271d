package io.orderflow.service.web;

import io.orderflow.api.InvalidValue;
import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.web.Problem.FieldError;
import java.util.List;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** The fault of a body that cannot be turned into a request: in its syntax, or in one of its fields. */
record UnreadableBody(ProblemCode code, String detail, List<FieldError> errors) {

    static UnreadableBody of(HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamReadException syntax && !(syntax instanceof InputCoercionException)) {
                return malformed("The body is not JSON, at line %d, column %d".formatted(
                        syntax.getLocation().getLineNr(), syntax.getLocation().getColumnNr()));
            }
            if (cause instanceof JacksonException json && !json.getPath().isEmpty()) {
                return new UnreadableBody(ProblemCode.INVALID_VALUE, "A field of the body is not allowed",
                        List.of(new FieldError(pathOf(json), messageOf(json))));
            }
        }
        return malformed("The body is missing, or has another form than this route expects");
    }

    private static UnreadableBody malformed(String detail) {
        return new UnreadableBody(ProblemCode.MALFORMED_REQUEST, detail, List.of());
    }

    private static String messageOf(JacksonException json) {
        for (Throwable cause = json; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue invalid) {
                return String.valueOf(invalid.getMessage());
            }
        }
        return json instanceof UnrecognizedPropertyException ? "there is no such field" : "it has the wrong type";
    }

    private static String pathOf(JacksonException json) {
        StringBuilder path = new StringBuilder();
        for (Reference step : json.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}

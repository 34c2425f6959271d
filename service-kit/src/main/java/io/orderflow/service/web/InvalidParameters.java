package io.orderflow.service.web;

import io.orderflow.service.web.Problem.FieldError;
import java.util.List;
import java.util.stream.Collectors;

/** A query has parameters that are not allowed here. */
final class InvalidParameters extends RuntimeException {

    private final transient List<FieldError> errors;

    InvalidParameters(List<FieldError> errors) {
        super(errors.stream().map(FieldError::field).collect(Collectors.joining(", ")), null, false, false);
        this.errors = errors;
    }

    List<FieldError> errors() {
        return errors;
    }
}

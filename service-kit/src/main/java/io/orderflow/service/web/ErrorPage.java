package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers the requests that never reached a controller, which the servlet container sends here. */
@Hidden
@RestController
final class ErrorPage implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    @Nullable
    ResponseEntity<Object> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            // The web server closes the connection, so that the client does not take what it has got for the whole.
            return null;
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        ProblemCode code = Problem.codeOf(status instanceof Integer given ? given : 404);
        return Problem.of(code, detailOf(code, request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)),
                path == null ? request.getRequestURI() : path.toString()).answer();
    }

    /** The detail of the problem. The web server answers by itself where a body stops, or comes in malformed chunks. */
    private static @Nullable String detailOf(ProblemCode code, @Nullable Object failure) {
        return switch (code) {
            case REQUEST_TIMEOUT -> new BodyTooSlow().getMessage();
            case MALFORMED_REQUEST -> failure instanceof IOException
                    ? "The body ends too soon, or its chunks are malformed"
                    : null;
            default -> null;
        };
    }
}

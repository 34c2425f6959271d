package io.orderflow.console.page;

import io.orderflow.console.access.NotAllowed;
import io.orderflow.console.api.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** Makes pages of errors. The framework calls it on the threads of requests: it has no state. */
@ControllerAdvice
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ShellAdvice shell;
    private final Show show;

    ProblemAdvice(ShellAdvice shell, Show show) {
        this.shell = shell;
        this.show = show;
    }

    @ExceptionHandler
    ModelAndView refusedByPlatform(ApiProblem problem, HttpServletRequest request) {
        HttpStatus status = problem.isOutage() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.valueOf(problem.status());
        return page(request, status, title(status), problem.getMessage());
    }

    @ExceptionHandler
    ModelAndView notAllowed(NotAllowed refused, HttpServletRequest request) {
        return page(request, HttpStatus.FORBIDDEN, title(HttpStatus.FORBIDDEN), refused.getMessage());
    }

    /** The browser has left while its page was written. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone) {
        LOG.debug("A browser has left", gone);
    }

    @ExceptionHandler
    ModelAndView failed(Exception failed, HttpServletRequest request) {
        if (failed instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError()) {
            HttpStatus status = HttpStatus.valueOf(refused.getStatusCode().value());
            return page(request, status, title(status),
                    status == HttpStatus.NOT_FOUND ? "There is no such page." : "This request cannot be read.");
        }
        LOG.error("A page failed: {} {}", request.getMethod(), request.getRequestURI(), failed);
        return page(request, HttpStatus.INTERNAL_SERVER_ERROR, "The page failed",
                "This is a fault of the console; its log says more.");
    }

    private static String title(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "Not found";
            case FORBIDDEN, UNAUTHORIZED -> "Not allowed";
            case SERVICE_UNAVAILABLE -> "No answer";
            default -> "Refused";
        };
    }

    private ModelAndView page(HttpServletRequest request, HttpStatus status, String title,
            String message) {
        return new ModelAndView("problem", Map.of("shell", shell.shell(request, ""), "viewer", shell.viewer(), "show",
                show, "title", title, "message", message, "status", status.value()), status);
    }
}

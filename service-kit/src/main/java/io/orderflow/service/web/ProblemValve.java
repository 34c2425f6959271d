package io.orderflow.service.web;

import io.orderflow.api.problem.ProblemCode;
import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with a problem, and not with a page, where the web server refuses a request before it knows its application.
 */
public final class ProblemValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NOT_IMPLEMENTED = 501;
    private static final String CODED = "Transfer-Encoding may only be chunked";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        boolean coded = status == NOT_IMPLEMENTED && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        ProblemCode code = coded ? ProblemCode.MALFORMED_REQUEST : codeOf(status);
        response.setStatus(code.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        Trace.begin(request, response);
        try {
            // A request whose first line cannot be read has no path, and its problem names none.
            Problem problem = Problem.of(code, coded ? CODED : null,
                    Objects.requireNonNullElse(request.getRequestURI(), ""));
            response.getOutputStream().write(JSON.writeValueAsBytes(problem));
            response.finishResponse();
        } catch (IOException gone) {
            LOG.debug("The client did not wait for its problem", gone);
        } finally {
            Trace.end();
        }
    }

    /** An unknown method counts as one that is not allowed. */
    private static ProblemCode codeOf(int status) {
        return status == NOT_IMPLEMENTED ? ProblemCode.METHOD_NOT_ALLOWED : Problem.codeOf(status);
    }
}

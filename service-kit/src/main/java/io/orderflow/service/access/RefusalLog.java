package io.orderflow.service.access;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;
import io.orderflow.service.resilience.LineLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each request that is refused for who sent it. Whoever sends very many such requests must neither fill
 * the disk nor hide the refusals of others. In a while one caller gets a number of lines, and all callers together a
 * larger one; of the further refusals only the count is written, with the next line. Thread-safe.
 */
final class RefusalLog {

    static final int MAX_LINES_OF_ONE = 20;
    static final int MAX_LINES = 200;
    static final Duration WHILE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger("orderflow.access");
    private static final int MAX_PATH = 200;

    private final LineLimit limit;

    RefusalLog(LongSupplier nanoTime) {
        this.limit = new LineLimit(MAX_LINES_OF_ONE, MAX_LINES, WHILE, nanoTime);
    }

    /** Of a request from somebody whom no token names. */
    void write(HttpServletRequest request, ProblemException refused) {
        write(request, "somebody unknown", refused.code(), String.valueOf(refused.getMessage()));
    }

    /** @param subject who sent the request, as its token says */
    void write(HttpServletRequest request, String subject, ProblemCode code, String reason) {
        String more = limit.next(request.getRemoteAddr() + " " + subject, "refusals");
        if (more != null) {
            String path = request.getRequestURI();
            LOG.warn("Refused {} {} from {} to {}: {} ({}){}", request.getMethod(),
                    path.substring(0, Math.min(path.length(), MAX_PATH)), request.getRemoteAddr(), subject,
                    code, reason, more);
        }
    }
}

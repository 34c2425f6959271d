package io.orderflow.service.access;

import io.orderflow.api.problem.ProblemCode;
import io.orderflow.service.message.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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

    private final LongSupplier nanoTime;
    private long since;
    private int lines;
    private final Map<String, Integer> linesOf = new HashMap<>();
    private long left;

    RefusalLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    /** Of a request from somebody whom no token names. */
    void write(HttpServletRequest request, ProblemException refused) {
        write(request, "somebody unknown", refused.code(), String.valueOf(refused.getMessage()));
    }

    /** @param subject who sent the request, as its token says */
    void write(HttpServletRequest request, String subject, ProblemCode code, String reason) {
        long more = take(request.getRemoteAddr() + " " + subject);
        if (more >= 0) {
            String path = request.getRequestURI();
            LOG.warn("Refused {} {} from {} to {}: {} ({}){}", request.getMethod(),
                    path.substring(0, Math.min(path.length(), MAX_PATH)), request.getRemoteAddr(), subject,
                    code, reason,
                    more == 0 ? "" : "; " + more + " more refusals before it were not logged");
        }
    }

    /** The number of lines that were left out before this one; negative where this one is left out too. */
    private synchronized long take(String caller) {
        long now = nanoTime.getAsLong();
        if (now - since > WHILE.toNanos()) {
            since = now;
            lines = 0;
            linesOf.clear();
        }
        if (lines == MAX_LINES || linesOf.getOrDefault(caller, 0) == MAX_LINES_OF_ONE) {
            left++;
            return -1;
        }
        lines++;
        linesOf.merge(caller, 1, Integer::sum);
        long more = left;
        left = 0;
        return more;
    }
}

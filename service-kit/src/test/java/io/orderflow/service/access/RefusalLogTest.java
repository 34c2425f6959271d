package io.orderflow.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.problem.ProblemCode;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;

/** The lines about refused requests. */
@ExtendWith(OutputCaptureExtension.class)
class RefusalLogTest {

    private final AtomicLong now = new AtomicLong();

    @Test
    void writesSoManyLinesInAWhileAndCountsTheOthers(CapturedOutput output) {
        RefusalLog log = new RefusalLog(now::get);
        for (int i = 0; i < RefusalLog.MAX_LINES + 7; i++) {
            log.write(new MockHttpServletRequest("GET", "/orders/o" + i), "ada", ProblemCode.UNAUTHENTICATED,
                    "no token");
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("Refused GET /orders/o"))).hasSize(
                RefusalLog.MAX_LINES).first().asString().contains("127.0.0.1", "ada", "UNAUTHENTICATED");

        now.addAndGet(RefusalLog.WHILE.toNanos() + 1);
        log.write(new MockHttpServletRequest("GET", "/orders/last"), AccessRefused.withoutToken());
        assertThat(output.getOut()).contains("7 more refusals before it were not logged");
    }
}

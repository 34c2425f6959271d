package io.orderflow.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.problem.ProblemCode;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;

/** The lines about refused requests. */
@ExtendWith(OutputCaptureExtension.class)
class RefusalLogTest {

    private final AtomicLong now = new AtomicLong();

    private final RefusalLog log = new RefusalLog(now::get);

    private void refuse(String path, String subject) {
        log.write(new MockHttpServletRequest("GET", path), subject, ProblemCode.UNAUTHENTICATED, "no token");
    }

    private static Stream<String> lines(CapturedOutput output, String of) {
        return output.getOut().lines().filter(line -> line.contains("Refused GET " + of));
    }

    @Test
    void writesSoManyLinesOfOneCallerInAWhileAndCountsTheOthers(CapturedOutput output) {
        for (int i = 0; i < RefusalLog.MAX_LINES_OF_ONE + 7; i++) {
            refuse("/orders/o" + i, "ada");
        }
        assertThat(lines(output, "/orders/o")).hasSize(RefusalLog.MAX_LINES_OF_ONE)
                .first().asString().contains("127.0.0.1", "ada", "UNAUTHENTICATED");
        refuse("/of-another", "bob");
        assertThat(lines(output, "/of-another").findFirst().orElseThrow())
                .contains("7 more refusals before it were not logged");

        now.addAndGet(RefusalLog.WHILE.toNanos() + 1);
        refuse("/later", "ada");
        assertThat(lines(output, "/later")).hasSize(1);
    }

    @Test
    void writesSoManyLinesInAllHoweverManyTheCallersAre(CapturedOutput output) {
        for (int i = 0; i < RefusalLog.MAX_LINES + 5; i++) {
            refuse("/many", "caller-" + i);
        }
        assertThat(lines(output, "/many")).hasSize(RefusalLog.MAX_LINES);
    }
}

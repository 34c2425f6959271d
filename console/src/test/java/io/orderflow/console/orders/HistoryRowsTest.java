package io.orderflow.console.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.eventlog.FieldChange;
import io.orderflow.console.eventlog.LoggedEvent;
import io.orderflow.console.page.Html;
import io.orderflow.console.page.Show;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryRowsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T18:00:00Z");
    private static final String SCRIPT = "<script>\"'&";

    private static LoggedEvent event(String type, long position, int changes) {
        return new LoggedEvent(type, NOW.plusSeconds(position), position, "e" + position, "payment:o1", null, 0L, null,
                null, null, SCRIPT, null, null, null, SCRIPT, position,
                IntStream.range(0, changes).mapToObj(i -> new FieldChange(SCRIPT, null, SCRIPT)).toList());
    }

    private static HistoryRows rows() {
        return new HistoryRows("o1", "latest", new Html(new Show(Clock.systemUTC()), "/console"));
    }

    private static List<HistoryEntry> entries() {
        return HistoryEntry.of(List.of(event("payment.requested", 1, 2), event("payment.declined", 2, 10),
                event("saga.step-retried", 3, 0), event("saga.step-skipped", 4, 0)), NOW, "2");
    }

    @Test
    void marksFailuresOperatorsAndWhatCameLater() {
        String compact = rows().compact(entries());

        assertThat(compact).containsOnlyOnce("<tr class=\"failure\">").containsOnlyOnce("<tr class=\"mark\">");
        assertThat(compact.split("<tr class=\"later\">")).hasSize(3);
        assertThat(compact).contains("<strong>declined</strong>", "operator</span>", "<summary>10 fields</summary>",
                "/console/orders/o1/causes?focus=e2&amp;cursor=latest");
        assertThat(compact.indexOf("class=\"mark\"")).isBetween(compact.indexOf("declined"),
                compact.indexOf("step retried"));
    }

    @Test
    void tellsTheSameAsATimeline() {
        String timeline = rows().timeline(entries());

        assertThat(timeline).containsOnlyOnce("<li class=\"bad\">").contains("<li class=\"warn later\">",
                "href=\"/console/events/2\"", "<summary>10 fields</summary>", "by &lt;script");
        assertThat(timeline.split("<li[ >]").length).isGreaterThan(4);
    }

    /** Reasons, names and values are what anybody has written. */
    @Test
    void escapesWhatAPersonHasWritten() {
        assertThat(rows().compact(entries()) + rows().timeline(entries())).doesNotContain("<script")
                .contains("“&lt;script&gt;&quot;&#39;&amp;”");
    }
}

package io.orderflow.query;

import static io.orderflow.query.OrderFixture.MUG;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The processes of orders and their deadlines, with the events that {@link OrderQueryIT} has published. */
abstract class Processes {

    private final QueryClient http;

    Processes(QueryClient http) {
        this.http = http;
    }

    @Test
    void showsAProcessWithItsTimeline() throws Exception {
        JsonNode saga = http.body("/sagas/o-1");

        assertThat(saga.get("step").asString()).isEqualTo("COMPLETED");
        assertThat(saga.get("timeline").get(1)).isEqualTo(QueryClient.JSON.readTree("""
                {"type": "saga.line-reserved", "at": "2026-11-22T23:59:54Z", "detail": "MUG",
                 "reason": null, "actor": null}"""));
        assertThat(http.body("/sagas/o-1?asOf=v1").get("timeline")).hasSize(2);
    }

    @Test
    void listsProcessesStalestFirst() throws Exception {
        assertThat(http.ids("/sagas")).containsExactly("o-1", "ben-0", "ben-3");
        assertThat(http.ids("/sagas?status=ENDED")).containsExactly("o-1");
        assertThat(http.ids("/sagas?status=ACTIVE")).containsExactly("ben-0", "ben-3");
        assertThat(http.ids(
                "/sagas?status=ACTIVE&limit=1&cursor="
                        + http.body("/sagas?status=ACTIVE&limit=1").get("next").asString()))
                .containsExactly("ben-3");
    }

    @Test
    void filtersAndCountsProcesses() throws Exception {
        assertThat(http.ids("/sagas?waitingFor=stock")).containsExactly("ben-0");
        assertThat(http.ids("/sagas?waitingFor=stock:MUG")).containsExactly("ben-0");
        assertThat(http.ids("/sagas?waitingFor=stock:PEN")).isEmpty();
        assertThat(http.ids("/sagas?waitingFor=shipment&stalled=false")).containsExactly("ben-3");
        assertThat(http.ids("/sagas?stalled=true")).isEmpty();
        assertThat(http.body("/saga-count")).isEqualTo(QueryClient.JSON.readTree("{\"count\": 3, \"more\": false}"));
        assertThat(http.body("/saga-count?status=ACTIVE&waitingFor=stock").get("count").asInt()).isOne();
    }

    @Test
    void listsDeadlinesSoonestFirst() throws Exception {
        String due = Story.BEGIN.plusSeconds(86_400 + OrderQueryIT.ORDERS_OF_BEN + 1).plus(Story.TIMEOUT).toString();
        JsonNode deadline = http.body("/deadlines").get("items").get(0);

        assertThat(http.ids("/deadlines")).containsExactly("ben-0");
        assertThat(deadline.get("deadlineId").asString()).isEqualTo("ben-0.0");
        assertThat(deadline.get("due").asString()).isEqualTo(due);
        assertThat(http.body("/sagas/ben-0").get("until").asString()).isEqualTo(due);
        assertThat(http.body("/sagas/ben-3").get("until").isNull()).isTrue();
        assertThat(http.ids("/deadlines?kind=SAGA_STEP&orderId=ben-0&dueAfter=" + due)).containsExactly("ben-0");
        assertThat(http.ids("/deadlines?dueBefore=" + due)).isEmpty();
        assertThat(http.ids("/deadlines?orderId=ben-3")).isEmpty();
    }

    /** All events are of the future for a clock that went wrong before them. */
    @Test
    void findsAsStuckWhatIsDatedInTheFuture() throws Exception {
        Clock clock = GenericEventMessage.clock;
        GenericEventMessage.clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        try {
            assertThat(http.ids("/sagas?stuckFor=PT10M")).containsExactly("ben-0");
        } finally {
            GenericEventMessage.clock = clock;
        }
    }
}

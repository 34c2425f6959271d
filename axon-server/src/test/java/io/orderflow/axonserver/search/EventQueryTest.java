package io.orderflow.axonserver.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.axoniq.axonserver.grpc.event.Event;
import io.orderflow.axonserver.conformance.Messages;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueryTest {

    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    private static final long TOKEN = 7;
    private static final Event EVENT = Messages.domainEvent("order-1", 3)
            .toBuilder()
            .setTimestamp(NOW.minusSeconds(90).toEpochMilli())
            .setPayload(Messages.payload("{\"name\":\"Smith\"}").toBuilder().setType("OrderPlaced").setRevision("2"))
            .build();

    private static EventQuery parse(String query) {
        return EventQuery.parse(query, NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "token = 7", "token >= 7", "token <= 7", "token > 6", "token < 8", "token != 8",
            "token <> 8", "7 = token", "6 < token", "token in [1, 7]", "token in (7)", "token = \"7\"",
            "aggregateIdentifier = \"order-1\"", "aggregateIdentifier = 'order-1'",
            "aggregateIdentifier in [\"x\", \"order-1\"]", "aggregateType = \"Thing\"",
            "aggregateSequenceNumber = 3", "payloadType = \"OrderPlaced\"", "payloadRevision = 2",
            "payloadRevision = \"2\"", "payloadType != aggregateType", "payloadType match \"Order.*\"",
            "match(payloadType, \"Order\\w+\")", "payloadData contains \"Smith\"", "contains(payloadData, \"Smith\")",
            "timestamp >= \"2026-03-31T11:58:30Z\"", "timestamp < \"2026-03-31T14:00:00+02:00\"",
            "timestamp > \"2026-03-31\"", "timestamp < 1774958400000", "last 2 minutes", "last hour", "last 3 DAYS",
            "last week | token = 7", "token = 7 | last month | payloadType = \"OrderPlaced\"", "last 1 year",
            "token = 1 or token = 7", "token = 7 and aggregateSequenceNumber = 3", "not token = 8",
            "NOT (token = 8 OR token = 9) AND token = 7", "token = 1 or token = 7 and aggregateSequenceNumber = 3",
            "limit 5", "token = 7 | limit 1"})
    void wantsAnEventThatFits(String query) {
        assertThat(parse(query).wants(TOKEN, EVENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token = 8", "token in [1, 2]", "aggregateIdentifier = \"order\"",
            "payloadType = \"orderplaced\"", "payloadType match \"Order\"", "payloadData contains \"smith\"",
            "last minute", "(token = 7 or token = 8) and token = 9", "not token = 7", "token = 7 | token = 8",
            "timestamp < \"2026-03-31\"", "aggregateIdentifier in [\"a\"]"})
    void leavesOutAnEventThatDoesNotFit(String query) {
        assertThat(parse(query).wants(TOKEN, EVENT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"token = ;at its end;expected",
            "tokn = 1;position 1, before \"tokn = 1\";there is no field tokn",
            "token = 1 and;at its end;expected", "token = 1 token = 2;position 11;joined by |",
            "groupby(payloadType, count());position 1;no function groupby",
            "token = 1 | select(token);position 13;no function select", "token ~ 1;position 7;no word",
            "payloadType = \"x;position 15;no end", "(token = 1;at its end;\")\" is expected",
            "last fortnight;position 6;unit of time", "last 0 hours;position 6;from 1 on", "limit -1;position 7;from 1",
            "token = 99999999999999999999;position 9;too large", "timestamp > \"soon\";position 13;a time is",
            "token = \"x\";position 9;token is a number", "payloadType match \"(\";position 19;regular expression",
            "payloadType match token;position 19;in quotes", "token + 1 = 8;position 7;operator",
            "token = 1.5;position 9;digits",
            "token in [token];position 11;a number or a text", "token = 1 |;at its end;expected",
            "last 9999999999 years;position 17;before all time"})
    void saysWhereAQueryIsWrong(String query, String place, String reason) {
        assertThatThrownBy(() -> parse(query)).isInstanceOf(InvalidQuery.class)
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesQueriesThatAreTooLongOrTooDeep() {
        assertThatThrownBy(() -> parse("not ".repeat(200) + "token = 1")).hasMessageContaining("too deeply");
        assertThatThrownBy(() -> parse(" ".repeat(20_000))).hasMessageContaining("at most");
    }

    @Test
    void takesAFilterOfOneExpressionOnly() {
        assertThat(EventQuery.parseFilter("").wants(TOKEN, EVENT)).isTrue();
        assertThat(EventQuery.parseFilter("token = 7").wants(TOKEN, EVENT)).isTrue();
        for (String more : new String[]{"last hour", "token = 7 | token = 7", "limit 3"}) {
            assertThatThrownBy(() -> EventQuery.parseFilter(more)).isInstanceOf(InvalidQuery.class);
        }
    }

    @Test
    void knowsWhereTheEventsAre() {
        assertThat(parse("token > 5 and token <= 9").bounds()).isEqualTo(Bounds.ofTokens(6, 9));
        assertThat(parse("5 < token | token < 9").bounds()).isEqualTo(Bounds.ofTokens(6, 8));
        assertThat(parse("token = 3 or token in [8, 5]").bounds()).isEqualTo(Bounds.ofTokens(3, 8));
        assertThat(parse("token > 5 or payloadType = \"x\"").bounds()).isEqualTo(Bounds.NONE);
        assertThat(parse("not token > 5").bounds()).isEqualTo(Bounds.NONE);
        assertThat(parse("timestamp >= 50 and timestamp > 99").bounds()).isEqualTo(Bounds.since(100));
        assertThat(parse("last minute").bounds().fromMillis()).isEqualTo(NOW.minusSeconds(60).toEpochMilli());
        assertThat(parse("aggregateIdentifier = \"a\" or aggregateIdentifier in [\"b\", \"c\"]").bounds().aggregates())
                .contains(Set.of("a", "b", "c"));
        assertThat(parse("aggregateIdentifier = \"a\" and aggregateIdentifier = \"b\"").bounds().aggregates())
                .contains(Set.of());
        assertThat(parse("aggregateIdentifier = \"a\" or token = 5").bounds().aggregates()).isEmpty();
        assertThat(parse("aggregateIdentifier = \"\"").bounds()).isEqualTo(Bounds.NONE);
    }

    @Test
    void limitsTheNumberOfEvents() {
        assertThat(parse("").limit()).isEqualTo(EventQuery.NO_LIMIT);
        assertThat(parse("limit 9 | token > 1 | limit 4").limit()).isEqualTo(4);
    }
}

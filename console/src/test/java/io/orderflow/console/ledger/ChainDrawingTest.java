package io.orderflow.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.console.api.Money;
import io.orderflow.console.ledger.Account.Fault;
import io.orderflow.console.ledger.Account.Proof;
import io.orderflow.console.ledger.Account.StatementEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainDrawingTest {

    @Test
    void drawsTheNewestPostingsFromTheOldestOn() {
        ChainDrawing drawing = ChainDrawing.of(proof(9, null), newestFirst(9));

        assertThat(drawing.links()).extracting(link -> link.entry().version()).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(drawing.links()).extracting(ChainDrawing.Link::first).containsOnly(false);
        assertThat(drawing.links()).extracting(ChainDrawing.Link::tone).containsOnly("good");
    }

    @Test
    void drawsNothingBeforeTheFirstPosting() {
        assertThat(ChainDrawing.of(proof(2, null), newestFirst(2)).links()).extracting(ChainDrawing.Link::first)
                .containsExactly(true, false);
    }

    @Test
    void marksTheFaultAndWhatStandsUncheckedBehindIt() {
        ChainDrawing drawing = ChainDrawing.of(proof(1, new Fault("HASH_DIFFERS", 2, "a", "b")), newestFirst(3));

        assertThat(drawing.links()).extracting(ChainDrawing.Link::tone).containsExactly("good", "bad", "idle");
    }

    private static Proof proof(int entries, @Nullable Fault fault) {
        return new Proof("ada", fault == null, entries, entries, 0, "hash", fault);
    }

    private static List<StatementEntry> newestFirst(int entries) {
        return IntStream.rangeClosed(1, entries)
                .mapToObj(version -> new StatementEntry("ada:" + version, "DEPOSIT", new Money(BigDecimal.ONE, "USD"),
                        "cash", "available", Instant.EPOCH, null, "h".repeat(64), null, null, (long) version, version))
                .toList()
                .reversed();
    }
}

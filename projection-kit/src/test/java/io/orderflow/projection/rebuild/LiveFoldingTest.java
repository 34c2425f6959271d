package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Sorts;
import io.orderflow.api.Money;
import io.orderflow.api.order.OrderId;
import io.orderflow.projection.api.Projection;
import io.orderflow.projection.document.Database;
import io.orderflow.projection.document.DocumentCodec;
import io.orderflow.projection.engine.ReadModelUnavailable;
import io.orderflow.projection.rebuild.Tally.Counted;
import io.orderflow.projection.rebuild.Tally.Kind;
import io.orderflow.projection.rebuild.Tally.Noise;
import io.orderflow.projection.rebuild.Tally.Removed;
import io.orderflow.projection.rebuild.Tally.TallyProjection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveFoldingTest {

    private final Log log = new Log();
    private final Database database = new Database();
    private final TallyProjection projection = new TallyProjection();
    private Process process;

    @BeforeEach
    void start() {
        process = new Process(log, database, projection);
    }

    @AfterEach
    void stop() {
        process.close();
        log.close();
        database.close();
    }

    @Test
    void foldsTheEventsOfAKeyInTheirOrder() {
        log.append(new Counted("a", 1), new Counted("b", 2), new Counted("a", 3));
        process.settle(projection);
        Tally a = process.models.of(projection).find("a").orElseThrow();
        assertThat(a.id()).isEqualTo(new OrderId("a"));
        assertThat(a.numbers()).containsExactly(1, 3);
        assertThat(a.total()).isEqualTo(Money.of("2.00", "USD"));
        assertThat(a.totals()).isEqualTo(Map.of("USD", Money.of("2.00", "USD")));
        assertThat(a.kind()).isEqualTo(Kind.ODD);
        assertThat(a.note()).isEqualTo("again");
        assertThat(a.position()).isEqualTo(2);
        assertThat(process.models.of(projection).find("b").orElseThrow().note()).isNull();
        assertThat(process.models.of(projection).find("c")).isEmpty();
    }

    @Test
    void deletesADocumentThatTheFoldGivesUp() {
        log.append(new Counted("a", 1), new Counted("b", 1));
        process.settle(projection);
        log.append(new Removed("a"), new Removed("never there"));
        process.settle(projection);
        assertThat(database.contents("tallies_v1")).extracting(DocumentCodec::keyOf).containsExactly("b");
    }

    @Test
    void foldsManyBatchesInSeveralSegments() {
        IntStream.range(0, 1_000).forEach(number -> log.append(new Counted("k" + number % 37, number)));
        process.settle(projection);
        for (int key = 0; key < 37; key++) {
            int first = key;
            assertThat(process.models.of(projection).find("k" + key).orElseThrow().numbers())
                    .isEqualTo(IntStream.range(0, 1_000).filter(number -> number % 37 == first).boxed().toList());
        }
    }

    @Test
    void passesPositionsOfEventsThatDoNotMatter() {
        log.append(new Counted("a", 1));
        IntStream.range(0, 50).forEach(number -> log.append(new Noise(number)));
        assertThat(process.host.hosted(projection).await(50, Duration.ofSeconds(10))).isTrue();
        assertThat(process.models.of(projection).find("a").orElseThrow().position()).isZero();
    }

    @Test
    void findsListsByAnyCondition() {
        log.append(new Counted("a", 1), new Counted("b", 2), new Counted("c", 3), new Counted("d", 5));
        process.settle(projection);
        List<Tally> odd = process.models.of(projection).find(Filters.eq("kind", Kind.ODD), Sorts.descending("id"), 2);
        assertThat(odd).extracting(tally -> tally.id().value()).containsExactly("d", "c");
        assertThat(process.models.of(projection).find(Filters.eq("id", new OrderId("b")), Sorts.ascending("_id"),
                5)).hasSize(1);
    }

    @Test
    void catchesUpWithWhatWasThereBeforeTheStart() throws InterruptedException {
        IntStream.range(0, 300).forEach(number -> log.append(new Counted("k" + number, number)));
        try (Database empty = new Database();
                Process second = new Process(log, empty, projection)) {
            assertThat(second.catchingUp.await(Duration.ofSeconds(20))).isTrue();
            assertThat(second.catchingUp.caughtUp()).isTrue();
            assertThat(empty.contents("tallies_v1")).hasSize(300);
        }
    }

    @Test
    void goesOnAfterARestartWhereItStood() {
        log.append(new Counted("a", 1));
        process.settle(projection);
        process.close();
        log.append(new Counted("a", 2));
        process = new Process(log, database, projection);
        process.settle(projection);
        assertThat(process.models.of(projection).find("a").orElseThrow().numbers()).containsExactly(1, 2);
    }

    @Test
    void runsOneProjectionWhereAnotherCannotStart() {
        TallyProjection sound = new TallyProjection();
        Projection<Tally> unsound = new UnindexableProjection();
        log.append(new Counted("a", 1));
        try (Database empty = new Database(); Process both = new Process(log, empty, unsound, sound)) {
            both.settle(sound);
            assertThat(both.models.of(sound).find("a")).isPresent();
            assertThatThrownBy(() -> both.models.of(unsound).find("a")).isInstanceOf(ReadModelUnavailable.class);
        }
    }

    /** Asks for an index that no database can make. */
    private static final class UnindexableProjection implements Projection<Tally> {

        @Override
        public String name() {
            return "unindexable";
        }

        @Override
        public Class<Tally> documentType() {
            return Tally.class;
        }

        @Override
        public Set<Class<?>> eventTypes() {
            return Set.of();
        }

        @Override
        public @Nullable String keyOf(EventMessage<?> event) {
            return null;
        }

        @Override
        public @Nullable Tally fold(@Nullable Tally tally, EventMessage<?> event) {
            return tally;
        }

        @Override
        public List<IndexModel> indexes() {
            throw new IllegalStateException("no such index");
        }
    }
}

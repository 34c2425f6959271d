package io.orderflow.service.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.orderflow.service.deadletter.DeadLetterSequence.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class DeadLetterHealthTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = BEGIN;
    private long waiting;
    private boolean away;
    private final DeadLetterHealth health = new DeadLetterHealth(List.of(new FixedQueues()), () -> now);

    /** Counts what the test says, while its database is there. */
    private final class FixedQueues implements DeadLetterQueues {
        @Override
        public Kind kind() {
            return Kind.PROCESSOR;
        }

        @Override
        public SortedSet<String> groups() {
            return new TreeSet<>(List.of("policy"));
        }

        @Override
        public SortedSet<String> groupsThatMayHave(@Nullable String sequence) {
            return groups();
        }

        @Override
        public List<DeadLetterSequence> sequences(String group, @Nullable String after, int limit) {
            return List.of();
        }

        @Override
        public Optional<WaitingLetter> find(String group, String sequence) {
            return Optional.empty();
        }

        @Override
        public MongoDatabase database() {
            throw new UnsupportedOperationException("It counts without one");
        }

        @Override
        public long count(String group) {
            if (away) {
                throw new IllegalStateException("no answer");
            }
            return waiting;
        }

        @Override
        public boolean retry(String group, String sequence) {
            return false;
        }

        @Override
        public boolean evict(String group, String sequence, String reason) {
            return false;
        }
    }

    @Test
    void doesNotSayAgainThatThereAreNoneWhereTheyCannotBeCounted() {
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        away = true;
        now = BEGIN.plus(Duration.ofMinutes(1));

        Health later = health.health();

        assertThat(later.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(later.getDetails()).containsEntry("sequences", "cannot be counted now");
    }

    @Test
    void saysWhenItCountedThoseThatItShows() {
        waiting = 500;
        assertThat(health.health().getDetails()).containsEntry("sequences", 500L).doesNotContainKey("countedAt");
        away = true;
        now = BEGIN.plus(Duration.ofMinutes(1));

        assertThat(health.health().getDetails()).containsEntry("policy", 500L).containsEntry("countedAt", BEGIN);
    }
}

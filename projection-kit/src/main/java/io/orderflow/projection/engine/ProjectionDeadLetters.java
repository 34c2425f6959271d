package io.orderflow.projection.engine;

import com.mongodb.client.MongoDatabase;
import io.orderflow.service.deadletter.DeadLetterGivenUp;
import io.orderflow.service.deadletter.DeadLetterQueues;
import io.orderflow.service.deadletter.DeadLetterSequence;
import io.orderflow.service.deadletter.DeadLetterSequence.Kind;
import io.orderflow.service.deadletter.WaitingLetter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** The dead letters of the projections of this process, in the collections that serve. Thread-safe. */
final class ProjectionDeadLetters implements DeadLetterQueues {

    private final ProjectionHost host;
    private final DeadLetterStore letters;
    private final ProjectionRuntime runtime;
    private final Runnable wake;

    ProjectionDeadLetters(ProjectionHost host, ProjectionRuntime runtime, Runnable wake) {
        this.host = host;
        this.letters = new DeadLetterStore(
                runtime.database().withTimeout(runtime.callLimits().read().toMillis(), TimeUnit.MILLISECONDS));
        this.runtime = runtime;
        this.wake = wake;
    }

    @Override
    public Kind kind() {
        return Kind.PROJECTION;
    }

    @Override
    public SortedSet<String> groups() {
        return host.all()
                .stream()
                .map(hosted -> hosted.projection().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public SortedSet<String> groupsThatMayHave(@Nullable String sequence) {
        Map<String, String> groups = groups().stream()
                .collect(Collectors.toMap(this::generation, group -> group));
        return letters.generationsThatMayHave(sequence, groups.keySet())
                .stream()
                .map(groups::get)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public List<DeadLetterSequence> sequences(String group, @Nullable String after, int limit) {
        return letters.sequences(generation(group), after, limit)
                .stream()
                .map(sequence -> shown(group, sequence))
                .toList();
    }

    private DeadLetterSequence shown(String group, StoredDeadLetterSequence sequence) {
        return new DeadLetterSequence(Kind.PROJECTION, group, sequence.sequence(), sequence.state(),
                sequence.position(), sequence.type(), sequence.cause(), sequence.since(), sequence.triedAt(), null,
                null, letters.count(sequence.generation(), sequence.sequence()));
    }

    @Override
    public Optional<WaitingLetter> find(String group, String sequence) {
        return letters.find(generation(group), sequence)
                .map(found -> new WaitingLetter(shown(group, found), eventAt(found.position()), found.history()));
    }

    private @Nullable EventMessage<?> eventAt(long position) {
        try (LogCursor log = new LogCursor(runtime.events())) {
            return log.at(position).stream().findFirst().orElse(null);
        }
    }

    @Override
    public MongoDatabase database() {
        return runtime.database().withTimeout(runtime.callLimits().command().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public long count(String group) {
        try {
            return host.hosted(group).serving().deadLetters().size();
        } catch (ReadModelUnavailable starting) {
            return 0;
        }
    }

    @Override
    public boolean retry(String group, String sequence) {
        boolean known = letters.retry(generation(group), sequence);
        wake.run();
        return known;
    }

    @Override
    public boolean evict(String group, String sequence, String reason) {
        String generation = generation(group);
        Optional<StoredDeadLetterSequence> known = letters.find(generation, sequence);
        known.ifPresent(found -> {
            letters.first(generation, sequence, 1).forEach(letter -> giveUp(group, found, letter, reason));
            letters.retry(generation, sequence);
            wake.run();
        });
        return known.isPresent();
    }

    /** Gives the event up for the projection, whichever of its generations has set it aside. */
    private void giveUp(String group, StoredDeadLetterSequence sequence, StoredDeadLetter letter, String reason) {
        try (LogCursor log = new LogCursor(runtime.events())) {
            log.at(letter.position())
                    .forEach(event -> runtime.givenUp()
                            .giveUp(new DeadLetterGivenUp(group, sequence.sequence(), event.getIdentifier(),
                                    letter.position(), letter.type(), sequence.cause(), reason)));
        }
        // Generations that do not serve come first: an event that only they have set aside would end a rebuild.
        host.hosted(group)
                .generations()
                .filter(generation -> !generation.name().equals(letter.generation()))
                .forEach(generation -> letters.retryAt(generation.name(), letter.position()));
    }

    private String generation(String group) {
        return host.hosted(group).serving().name();
    }
}

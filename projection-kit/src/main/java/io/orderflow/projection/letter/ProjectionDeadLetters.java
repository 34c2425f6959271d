package io.orderflow.projection.letter;

import io.orderflow.projection.ReadModelUnavailable;
import io.orderflow.projection.generation.Housekeeper;
import io.orderflow.projection.generation.ProjectionHost;
import io.orderflow.projection.quarantine.Letters;
import io.orderflow.service.letter.DeadLetters;
import io.orderflow.service.letter.DeadSequence;
import io.orderflow.service.letter.DeadSequence.Kind;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the projections of this process have set aside in the collections that serve. Thread-safe. */
public final class ProjectionDeadLetters implements DeadLetters {

    private final ProjectionHost host;
    private final Letters letters;
    private final Housekeeper housekeeper;

    public ProjectionDeadLetters(ProjectionHost host, Letters letters, Housekeeper housekeeper) {
        this.host = host;
        this.letters = letters;
        this.housekeeper = housekeeper;
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
    public List<DeadSequence> sequences(String group, @Nullable String after, int limit) {
        return letters.sequences(generation(group), after, limit)
                .stream()
                .map(sequence -> new DeadSequence(Kind.PROJECTION, group, sequence.sequence(), sequence.state(),
                        sequence.position(), sequence.type(), sequence.cause(), sequence.since(), sequence.triedAt(),
                        null, null,
                        letters.count(sequence.generation(), sequence.sequence())))
                .toList();
    }

    @Override
    public long count(String group) {
        try {
            return host.hosted(group).serving().quarantine().size();
        } catch (ReadModelUnavailable starting) {
            return 0;
        }
    }

    @Override
    public boolean retry(String group, String sequence) {
        boolean known = letters.retry(generation(group), sequence);
        housekeeper.wake();
        return known;
    }

    @Override
    public boolean evict(String group, String sequence, String reason) {
        boolean known = letters.evict(generation(group), sequence, reason);
        housekeeper.wake();
        return known;
    }

    private String generation(String group) {
        return host.hosted(group).serving().name();
    }
}

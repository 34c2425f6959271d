package io.orderflow.console.projections;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rebuild of a projection, as the HTTP interface shows it. */
public record Rebuild(String rebuildId, String projection, String collection, int revision, @Nullable String promote,
        String state, long position, long head, long eventsRead, long documentsWritten, long eventsPerSecond,
        @Nullable Long secondsLeft, Instant startedAt, @Nullable Instant endedAt, @Nullable String error,
        @Nullable String reason, @Nullable Comparison comparison,
        @Nullable List<Action> actions) {

    /** What a person has done with it, and why. */
    public record Action(String action, Instant at, String by, @Nullable String reason) {}

    public Rebuild {
        actions = actions == null ? List.of() : actions;
    }

    public boolean isEnded() {
        return endedAt != null;
    }

    /** How long it took; null while it goes on. */
    public @Nullable Duration took() {
        return endedAt == null ? null : Duration.between(startedAt, endedAt);
    }

    /** The seconds until the log is read, where they are known; null once it is read. */
    public @Nullable Long left() {
        return state.equals("RUNNING") ? secondsLeft : null;
    }

    public boolean isWaiting() {
        return state.equals("AWAITING_PROMOTION");
    }

    public int percent() {
        return state.equals("RUNNING") ? Progress.percent(position, head) : 100;
    }

    /** What a rebuild does now, or how it ended. */
    public String activity() {
        return switch (state) {
            case "RUNNING" -> "Reading the log";
            case "COMPARING" -> "Comparing its documents with those that serve";
            case "AWAITING_PROMOTION" -> "Waiting for a person to promote it";
            case "PROMOTED" -> "Promoted: its documents serve";
            case "CANCELLED" -> "Cancelled: its documents were dropped";
            case "FAILED" -> "Failed: the documents before it still serve";
            default -> state;
        };
    }

    /** How its documents differ from those that serve. */
    public record Comparison(long same, long changed, long added, long gone, long unsettled, List<Difference> samples) {

        public Comparison {
            samples = samples == null ? List.of() : samples;
        }

        public long differing() {
            return changed + added + gone;
        }

        public long compared() {
            return same + differing() + unsettled;
        }
    }

    /** A document that differs, with the fields that do where it is in both. */
    public record Difference(String key, String kind, List<Field> fields) {

        public Difference {
            fields = fields == null ? List.of() : fields;
        }
    }

    /** A field that differs, with its values as JSON. */
    public record Field(String name, @Nullable String before, @Nullable String after) {}
}

package io.orderflow.axonserver.streams;

import static java.util.stream.Collectors.joining;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.streams.SequencingPolicy;
import io.orderflow.axonserver.search.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which events are handled in order: those with the same key go to the same segment. An event for which a policy
 * finds no
 * key is a sequence of its own. Immutable.
 */
final class Sequencing {

    private static final String ONE_FOR_ALL = "";

    private final Function<Event, @Nullable String> key;

    private Sequencing(Function<Event, @Nullable String> key) {
        this.key = key;
    }

    /** @throws StreamRefused.Invalid where the policy is not known, or its parameters do not go with it */
    static Sequencing of(SequencingPolicy policy) {
        return new Sequencing(Arrays.stream(Policy.values())
                .filter(known -> known.label.equals(policy.getPolicyName()))
                .findFirst()
                .orElseThrow(() -> unknown(policy))
                .key(policy.getParameterList()));
    }

    private static StreamRefused unknown(SequencingPolicy policy) {
        return new StreamRefused.Invalid("There is no sequencing policy \"" + policy.getPolicyName() + "\"; there are "
                + Arrays.stream(Policy.values()).map(known -> known.label).collect(joining(", ")));
    }

    /** The key of an event's sequence. */
    String keyOf(Event event) {
        String found = key.apply(event);
        return found == null ? event.getMessageIdentifier() : found;
    }

    /**
     * The segment of a key. It must be the same for ever, because the progress that is stored goes by it; the hash code
     * of a text is, and the mixing spreads those that are alike.
     */
    static int segmentOf(String key, int segments) {
        int hash = key.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return Math.floorMod(hash ^ (hash >>> 16), segments);
    }

    /** The policies, by the names that the framework has for them. */
    private enum Policy {
        FULL_CONCURRENCY("FullConcurrencyPolicy") {
            @Override
            Function<Event, @Nullable String> key(List<String> parameters) {
                return Event::getMessageIdentifier;
            }
        },
        SEQUENTIAL("SequentialPolicy") {
            @Override
            Function<Event, @Nullable String> key(List<String> parameters) {
                return event -> ONE_FOR_ALL;
            }
        },
        SEQUENTIAL_PER_AGGREGATE("SequentialPerAggregatePolicy") {
            @Override
            Function<Event, @Nullable String> key(List<String> parameters) {
                return event -> event.getAggregateIdentifier().isEmpty() ? null : event.getAggregateIdentifier();
            }
        },
        META_DATA("MetaDataSequencingPolicy") {
            @Override
            Function<Event, @Nullable String> key(List<String> parameters) {
                requireParameters(this, parameters, "names of metadata");
                return event -> joined(parameters, name -> event.containsMetaData(name)
                        ? Field.text(event.getMetaDataOrThrow(name))
                        : null);
            }
        },
        PROPERTY("PropertySequencingPolicy") {
            @Override
            Function<Event, @Nullable String> key(List<String> parameters) {
                requireParameters(this, parameters, "paths of properties, such as $.orderId");
                List<PropertyPath> paths = parameters.stream().map(PropertyPath::parse).toList();
                return event -> {
                    PropertyPath.Payload payload = PropertyPath.payload(event);
                    return joined(paths, payload::at);
                };
            }
        };

        private final String label;

        Policy(String label) {
            this.label = label;
        }

        abstract Function<Event, @Nullable String> key(List<String> parameters);

        private static void requireParameters(Policy policy, List<String> parameters, String what) {
            if (parameters.isEmpty() || parameters.stream().anyMatch(String::isBlank)) {
                throw new StreamRefused.Invalid("The " + policy.label + " needs parameters: " + what);
            }
        }

        /** All values as one key; none where there is no value at all. */
        private static <T> @Nullable String joined(List<T> sources, Function<T, @Nullable String> value) {
            List<String> values = sources.stream().map(source -> Objects.requireNonNullElse(value.apply(source), ""))
                    .toList();
            return values.stream().allMatch(String::isEmpty) ? null : String.join("\u0000", values);
        }
    }
}

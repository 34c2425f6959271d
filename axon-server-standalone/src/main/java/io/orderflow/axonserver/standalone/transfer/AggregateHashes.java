package io.orderflow.axonserver.standalone.transfer;

import com.google.protobuf.CodedOutputStream;
import io.axoniq.axonserver.grpc.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A hash of the events of each aggregate, in their order, in some 250 bytes of memory an aggregate. One thread adds; several
 * may ask when nothing is added any more.
 */
final class AggregateHashes {

    private static final int HASH_BYTES = 16;

    private final MessageDigest digest = sha256();
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final Run ofNoAggregate = new Run(0);

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each JVM has SHA-256", e);
        }
    }

    /** Events of no aggregate have a hash together. */
    void add(Event event) {
        Run run = event.getAggregateIdentifier().isEmpty()
                ? ofNoAggregate
                : runs.computeIfAbsent(event.getAggregateIdentifier(),
                        id -> new Run(event.getAggregateSequenceNumber()));
        run.add(digest, event);
    }

    boolean isSameAs(AggregateHashes other) {
        return ofNoAggregate.isSameAs(other.ofNoAggregate)
                && runs.keySet().equals(other.runs.keySet())
                && runs.entrySet().stream().allMatch(run -> run.getValue().isSameAs(other.run(run.getKey())));
    }

    /** In the order of their first events. */
    Collection<String> identifiers() {
        return runs.keySet();
    }

    int count() {
        return runs.size();
    }

    long firstSequence(String aggregate) {
        return run(aggregate).firstSequence;
    }

    long lastSequence(String aggregate) {
        return run(aggregate).lastSequence;
    }

    private Run run(String aggregate) {
        Run run = runs.get(aggregate);
        if (run == null) {
            throw new IllegalArgumentException("No events of aggregate " + aggregate + " have been read");
        }
        return run;
    }

    /**
     * Whether somebody has the same events of an aggregate.
     *
     * @param found
     *            gives the events that it has to whom it is given
     */
    boolean matches(String aggregate, Consumer<Consumer<Event>> found) {
        Run expected = run(aggregate);
        Run other = new Run(expected.firstSequence);
        MessageDigest own = sha256();
        found.accept(event -> other.add(own, event));
        return other.isSameAs(expected);
    }

    /** The consecutive events of one aggregate; each hash is of the one before and the next event. */
    private static final class Run {
        private final long firstSequence;
        private long lastSequence;
        private byte[] hash = new byte[HASH_BYTES];

        Run(long firstSequence) {
            this.firstSequence = firstSequence;
        }

        void add(MessageDigest digest, Event event) {
            lastSequence = event.getAggregateSequenceNumber();
            digest.update(hash);
            hash = Arrays.copyOf(digest.digest(bytes(event)), HASH_BYTES);
        }

        boolean isSameAs(Run other) {
            return Arrays.equals(hash, other.hash);
        }

        /** The same for equal events: the entries of the metadata are in order. */
        private static byte[] bytes(Event event) {
            byte[] bytes = new byte[event.getSerializedSize()];
            CodedOutputStream output = CodedOutputStream.newInstance(bytes);
            output.useDeterministicSerialization();
            try {
                event.writeTo(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes;
        }
    }
}

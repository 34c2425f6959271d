package io.orderflow.mongoserver.store;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A document's id as the bytes of its key, by which it is found and ordered. */
public final class RecordId implements Comparable<RecordId> {

    private final byte[] bytes;

    private RecordId(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The id for a value of the field that identifies the documents of a collection. */
    public static RecordId of(@Nullable Object id) {
        KeyBuffer key = new KeyBuffer();
        SortKeys.add(key, id, true);
        return new RecordId(key.toBytes());
    }

    /** The id with these stored bytes. */
    public static RecordId stored(byte[] bytes) {
        return new RecordId(bytes);
    }

    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(RecordId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}

package io.orderflow.projection.rebuild;

import java.util.List;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * How the documents that a rebuild has made differ from those that serve, each pair as of the same position.
 *
 * @param same      documents whose canonical hashes are equal
 * @param changed   documents that are in both and differ
 * @param added     documents that only the rebuild has made
 * @param gone      documents that only the serving collection has
 * @param unsettled documents that were never seen as of the same position, because one of the collections did not come
 *                  as far, or events changed them whenever they were looked at; whether they differ is not known
 * @param samples   some of the differences
 */
public record Comparison(long same, long changed, long added, long gone, long unsettled, List<Difference> samples) {

    static final Comparison NONE = new Comparison(0, 0, 0, 0, 0, List.of());

    /** Whether every document was found to be the same. */
    boolean isEqual() {
        return changed + added + gone + unsettled == 0;
    }

    /** Whether a document was found to differ. */
    boolean differs() {
        return changed + added + gone > 0;
    }

    /** The first few fields that differ between two documents; what no reader can see does not count. */
    public static List<Field> differences(BsonDocument before, BsonDocument after) {
        return CanonicalForm.differences(before, after);
    }

    /** In which way a document differs. */
    public enum Kind {
        CHANGED, ADDED, GONE
    }

    /** @param fields the fields that differ, of a document that is in both */
    public record Difference(String key, Kind kind, List<Field> fields) {}

    /**
     * A field that differs.
     *
     * @param name   as in {@code lines.0.stock}
     * @param before the value that serves, as JSON, cut where it is long; absent where there is none
     * @param after  the value that the rebuild has made, likewise
     */
    public record Field(String name, @Nullable String before, @Nullable String after) {}
}

package io.orderflow.service.command;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of an aggregate a command may change. It travels with the command and is judged where the aggregate is
 * loaded, so that nothing can come in between.
 *
 * @param versions null for any, whether there is one or not; {@code *} for any that there is; otherwise those allowed,
 *                 with commas between
 */
public record IfMatch(@Nullable String versions) {

    /** Without a condition. */
    public static final IfMatch NONE = new IfMatch(null);

    private static final String METADATA = "ifMatch";
    private static final String ANY = "*";
    private static final String SEPARATOR = ",";

    /** Whatever the version, but there must be one. */
    public static IfMatch any() {
        return new IfMatch(ANY);
    }

    /** One of these versions; none at all where there are none of them. */
    public static IfMatch oneOf(Collection<String> versions) {
        return new IfMatch(String.join(SEPARATOR, versions));
    }

    /** Reads what a command carries along. */
    public static IfMatch of(MetaData metaData) {
        return new IfMatch((String) metaData.get(METADATA));
    }

    /** Whether an aggregate in this version may be changed; null where there is none yet. */
    public boolean allows(@Nullable Long version) {
        return versions == null || version != null && (versions.equals(ANY)
                || Arrays.asList(versions.split(SEPARATOR)).contains(version.toString()));
    }

    /** What a command carries along. */
    public Map<String, String> metaData() {
        return versions == null ? Map.of() : Map.of(METADATA, versions);
    }
}

package io.orderflow.service.message;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * The versions of an aggregate that a command may change, as {@code If-Match} and {@code If-None-Match} say. They
 * travel with the command and are judged where the aggregate is loaded, so that no change can come in between.
 *
 * @param versions the allowed versions, with commas between; {@code *} for any, but the aggregate must exist; null for
 *                 any, whether the aggregate exists or not
 * @param except   the versions that are not allowed, with commas between; {@code *} where the aggregate must not exist
 *                 yet; null for no such condition
 */
public record IfMatch(@Nullable String versions, @Nullable String except) {

    /** No condition. */
    public static final IfMatch NONE = new IfMatch(null, null);

    private static final String VERSIONS = "ifMatch";
    private static final String EXCEPT = "ifNoneMatch";
    private static final String ANY = "*";
    private static final String SEPARATOR = ",";

    /** Reads the condition that a command carries. */
    public static IfMatch of(MetaData metaData) {
        return new IfMatch((String) metaData.get(VERSIONS), (String) metaData.get(EXCEPT));
    }

    /** Whether an aggregate in this version may be changed; null where there is none yet. */
    public boolean allows(@Nullable Long version) {
        return (versions == null || names(versions, version)) && (except == null || !names(except, version));
    }

    private static boolean names(String versions, @Nullable Long version) {
        return version != null
                && (versions.equals(ANY) || Arrays.asList(versions.split(SEPARATOR)).contains(version.toString()));
    }

    /** The condition in the form in which a command carries it. */
    public Map<String, String> metaData() {
        Map<String, String> conditions = new HashMap<>();
        if (versions != null) {
            conditions.put(VERSIONS, versions);
        }
        if (except != null) {
            conditions.put(EXCEPT, except);
        }
        return conditions;
    }
}

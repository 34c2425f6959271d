package io.orderflow.service.message;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of an aggregate a command may change, as {@code If-Match} and {@code If-None-Match} say. It travels with
 * the command and is judged where the aggregate is loaded, so that nothing can come in between.
 *
 * @param versions those allowed, with commas between; {@code *} for any, but there must be one; null for any, whether
 *                 there is one or not
 * @param except   those not allowed, with commas between; {@code *} where there must be none yet; null for no such
 *                 condition
 */
public record IfMatch(@Nullable String versions, @Nullable String except) {

    /** Without a condition. */
    public static final IfMatch NONE = new IfMatch(null, null);

    private static final String VERSIONS = "ifMatch";
    private static final String EXCEPT = "ifNoneMatch";
    private static final String ANY = "*";
    private static final String SEPARATOR = ",";

    /** Reads what a command carries along. */
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

    /** What a command carries along. */
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

package io.orderflow.axonserver.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Consistent hashing: each member has points on a ring, as many as its weight, and a key belongs to the member whose
 * point
 * comes next. When a member joins or leaves, only the keys of its own points move. Immutable.
 */
final class HashRing<M> {

    /** Stands for a weight that is not given. */
    private static final int DEFAULT_WEIGHT = 100;
    private static final int MAX_WEIGHT = 1_000;

    private final Map<M, Member> members;
    private final long[] points;
    private final Object[] owners;

    private HashRing(Map<M, Member> members) {
        this.members = members;
        TreeMap<Long, M> ring = new TreeMap<>();
        members.forEach((member, identity) -> {
            for (int i = 0; i < identity.weight(); i++) {
                ring.putIfAbsent(hash(identity.name() + '#' + i), member);
            }
        });
        this.points = ring.keySet().stream().mapToLong(Long::longValue).toArray();
        this.owners = ring.values().toArray();
    }

    static <M> HashRing<M> empty() {
        return new HashRing<>(Map.of());
    }

    /** This ring with a member, whose points follow from its name, or with a new weight for it. */
    HashRing<M> with(M member, String name, int weight) {
        Map<M, Member> more = new LinkedHashMap<>(members);
        more.put(member, new Member(name, weight <= 0 ? DEFAULT_WEIGHT : Math.min(weight, MAX_WEIGHT)));
        return new HashRing<>(more);
    }

    HashRing<M> without(M member) {
        Map<M, Member> fewer = new LinkedHashMap<>(members);
        fewer.remove(member);
        return new HashRing<>(fewer);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    @SuppressWarnings("unchecked")
    @Nullable
    M ownerOf(String key) {
        if (members.size() < 2) {
            return members.isEmpty() ? null : (M) owners[0];
        }
        int found = Arrays.binarySearch(points, hash(key));
        int next = found >= 0 ? found : -found - 1;
        return (M) owners[next % owners.length];
    }

    /** FNV-1a, then mixed: similar keys come out far apart, and the same on every machine. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key.getBytes(UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    private record Member(String name, int weight) {}
}

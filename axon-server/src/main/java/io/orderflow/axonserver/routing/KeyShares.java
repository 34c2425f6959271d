package io.orderflow.axonserver.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shares keys among members in proportion to their weights, always in the same way: each member draws a number for a
 * key, and the best draw has it. So when a member joins, leaves or changes its weight, only keys that it gains or loses
 * move. Immutable.
 */
final class KeyShares<M> {

    /** Stands for a weight that is not given. */
    private static final int DEFAULT_WEIGHT = 100;

    private final List<Share<M>> shares;

    private KeyShares(List<Share<M>> shares) {
        this.shares = List.copyOf(shares);
    }

    static <M> KeyShares<M> empty() {
        return new KeyShares<>(List.of());
    }

    /**
     * These shares with one more, or with a new weight for a member that is there.
     *
     * @param name
     *            decides which keys the member gets; several members may have the same name
     */
    KeyShares<M> with(M member, String name, int weight) {
        List<Share<M>> others = others(member);
        int namesakes = 0;
        while (contains(others, name, namesakes)) {
            namesakes++;
        }
        others.add(new Share<>(member, name, namesakes, weight <= 0 ? DEFAULT_WEIGHT : weight,
                hash(name) + namesakes * 0x9e3779b97f4a7c15L));
        return new KeyShares<>(others);
    }

    KeyShares<M> without(M member) {
        return new KeyShares<>(others(member));
    }

    private List<Share<M>> others(M member) {
        List<Share<M>> others = new ArrayList<>(shares);
        others.removeIf(share -> share.member().equals(member));
        return others;
    }

    private static <M> boolean contains(List<Share<M>> shares, String name, int number) {
        return shares.stream().anyMatch(share -> share.number() == number && share.name().equals(name));
    }

    boolean isEmpty() {
        return shares.isEmpty();
    }

    @Nullable
    M ownerOf(String key) {
        if (shares.size() < 2) {
            return shares.isEmpty() ? null : shares.getFirst().member();
        }
        long keyHash = hash(key);
        Share<M> owner = shares.getFirst();
        double best = owner.drawFor(keyHash);
        for (int i = 1; i < shares.size(); i++) {
            double draw = shares.get(i).drawFor(keyHash);
            if (draw < best) {
                best = draw;
                owner = shares.get(i);
            }
        }
        return owner.member();
    }

    /** FNV-1a, then mixed: similar texts come out far apart, and the same on every machine. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    /**
     * One member's.
     *
     * @param number
     *            tells members of the same name apart
     */
    private record Share<M>(M member, String name, int number, int weight, long seed) {

        /** The time of the first event at a rate of {@code weight}: who is first, is so in proportion to the rates. */
        double drawFor(long keyHash) {
            double uniform = ((mix(keyHash ^ seed) >>> 11) + 1) * 0x1p-53;
            return -Math.log(uniform) / weight;
        }
    }
}

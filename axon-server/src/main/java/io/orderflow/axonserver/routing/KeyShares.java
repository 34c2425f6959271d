package io.orderflow.axonserver.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Shares keys among members in proportion to their weights, always in the same way: each member draws a number for a
 * key, and the best draw has it. So when a member joins, leaves or changes its weight, only keys that it gains or loses
 * move. Of members of one name the newest alone draws: a client that connects anew may have lost its earlier connection
 * without a farewell, and nothing that is sent there arrives; where both live, they are one process. Immutable.
 */
final class KeyShares<M> {

    /** Stands for a weight that is not given. */
    private static final int DEFAULT_WEIGHT = 100;

    /** In the order in which they came. */
    private final List<Share<M>> shares;
    private final List<Share<M>> drawing;

    private KeyShares(List<Share<M>> shares) {
        this.shares = List.copyOf(shares);
        this.drawing = IntStream.range(0, shares.size())
                .filter(i -> !hasName(shares.subList(i + 1, shares.size()), shares.get(i).name()))
                .mapToObj(shares::get).toList();
    }

    private static <M> boolean hasName(List<Share<M>> newer, String name) {
        return !name.isEmpty() && newer.stream().anyMatch(share -> share.name().equals(name));
    }

    static <M> KeyShares<M> empty() {
        return new KeyShares<>(List.of());
    }

    /**
     * These shares with one more, or with a new weight for a member that is there.
     *
     * @param name
     *            decides which keys the member gets; empty for one that has none
     */
    KeyShares<M> with(M member, String name, int weight) {
        List<Share<M>> others = others(member);
        int unnamed = name.isEmpty() ? others.size() : 0;
        others.add(new Share<>(member, name, weight <= 0 ? DEFAULT_WEIGHT : weight,
                hash(name) + unnamed * 0x9e3779b97f4a7c15L));
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

    boolean isEmpty() {
        return shares.isEmpty();
    }

    @Nullable
    M ownerOf(String key) {
        if (drawing.size() < 2) {
            return drawing.isEmpty() ? null : drawing.getFirst().member();
        }
        long keyHash = hash(key);
        Share<M> owner = drawing.getFirst();
        double best = owner.drawFor(keyHash);
        for (int i = 1; i < drawing.size(); i++) {
            double draw = drawing.get(i).drawFor(keyHash);
            if (draw < best) {
                best = draw;
                owner = drawing.get(i);
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

    /** One member's. */
    private record Share<M>(M member, String name, int weight, long seed) {

        /** The time of the first event at a rate of {@code weight}: who is first, is so in proportion to the rates. */
        double drawFor(long keyHash) {
            double uniform = ((mix(keyHash ^ seed) >>> 11) + 1) * 0x1p-53;
            return -Math.log(uniform) / weight;
        }
    }
}

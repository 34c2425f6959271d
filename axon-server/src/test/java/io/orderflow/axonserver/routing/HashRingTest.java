package io.orderflow.axonserver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashRingTest {

    private static final List<String> KEYS = IntStream.range(0, 10_000).mapToObj(i -> "order-" + i).toList();

    private static Map<String, String> owners(HashRing<String> ring) {
        Map<String, String> owners = new HashMap<>();
        KEYS.forEach(key -> owners.put(key, String.valueOf(ring.ownerOf(key))));
        return owners;
    }

    private static long share(Map<String, String> owners, String member) {
        return owners.values().stream().filter(member::equals).count();
    }

    @Test
    void hasNoOwnerWhereThereIsNoMember() {
        assertThat(HashRing.<String>empty().ownerOf("x")).isNull();
        assertThat(HashRing.<String>empty().with("a", "a", 100).without("a").isEmpty()).isTrue();
    }

    @Test
    void sharesByWeight() {
        Map<String, String> owners = owners(HashRing.<String>empty().with("a", "a", 300).with("b", "b", 100));

        assertThat(share(owners, "a")).isBetween(6_500L, 8_500L);
    }

    @Test
    void takesZeroForTheDefaultWeight() {
        Map<String, String> owners = owners(HashRing.<String>empty().with("a", "a", 0).with("b", "b", 100));

        assertThat(share(owners, "a")).isBetween(3_500L, 6_500L);
    }

    @Test
    void movesOnlyTheKeysOfAMemberThatJoinsOrLeaves() {
        HashRing<String> two = HashRing.<String>empty().with("a", "a", 100).with("b", "b", 100);
        HashRing<String> three = two.with("c", "c", 100);
        Map<String, String> before = owners(two);
        Map<String, String> after = owners(three);

        KEYS.forEach(key -> assertThat(after.get(key)).isIn(before.get(key), "c"));
        assertThat(share(after, "c")).isBetween(2_000L, 4_800L);
        assertThat(owners(three.without("c"))).isEqualTo(before);
    }
}

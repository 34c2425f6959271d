package io.orderflow.axonserver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeySharesTest {

    private static final List<String> KEYS = IntStream.range(0, 10_000).mapToObj(i -> "order-" + i).toList();

    private static Map<String, String> owners(KeyShares<String> ring) {
        Map<String, String> owners = new HashMap<>();
        KEYS.forEach(key -> owners.put(key, String.valueOf(ring.ownerOf(key))));
        return owners;
    }

    private static long share(Map<String, String> owners, String member) {
        return owners.values().stream().filter(member::equals).count();
    }

    @Test
    void hasNoOwnerWhereThereIsNoMember() {
        assertThat(KeyShares.<String>empty().ownerOf("x")).isNull();
        assertThat(KeyShares.<String>empty().with("a", "a", 100).without("a").isEmpty()).isTrue();
    }

    @Test
    void sharesByWeight() {
        Map<String, String> owners = owners(KeyShares.<String>empty().with("a", "a", 300).with("b", "b", 100));

        assertThat(share(owners, "a")).isBetween(7_200L, 7_800L);
    }

    @Test
    void takesZeroForTheDefaultWeight() {
        Map<String, String> owners = owners(KeyShares.<String>empty().with("a", "a", 0).with("b", "b", 100));

        assertThat(share(owners, "a")).isBetween(4_700L, 5_300L);
    }

    @Test
    void movesOnlyTheKeysOfAMemberThatJoinsOrLeaves() {
        KeyShares<String> two = KeyShares.<String>empty().with("a", "a", 100).with("b", "b", 100);
        KeyShares<String> three = two.with("c", "c", 100);
        Map<String, String> before = owners(two);
        Map<String, String> after = owners(three);

        KEYS.forEach(key -> assertThat(after.get(key)).isIn(before.get(key), "c"));
        assertThat(share(after, "c")).isBetween(3_000L, 3_700L);
        assertThat(owners(three.without("c"))).isEqualTo(before);
    }

    @Test
    void sharesBySmallWeightsToo() {
        Map<String, String> owners = owners(KeyShares.<String>empty().with("a", "a", 1).with("b", "b", 4));

        assertThat(share(owners, "a")).isBetween(1_800L, 2_200L);
    }

    @Test
    void givesAllKeysOfANameToTheNewestMember() {
        KeyShares<String> namesakes = KeyShares.<String>empty().with("a1", "a", 100).with("a2", "a", 100);

        assertThat(owners(namesakes).values()).containsOnly("a2");
        assertThat(owners(namesakes.without("a2")).values()).containsOnly("a1");
        assertThat(owners(namesakes.with("b", "b", 100)).values()).containsOnly("a2", "b");
    }

    @Test
    void sharesAmongMembersWithoutAName() {
        KeyShares<String> unnamed = KeyShares.<String>empty().with("a1", "", 100).with("a2", "", 100);

        assertThat(share(owners(unnamed), "a1")).isBetween(4_700L, 5_300L);
    }

    @Test
    void movesOnlyTheKeysThatANewWeightGains() {
        KeyShares<String> before = KeyShares.<String>empty().with("a", "a", 100).with("b", "b", 100);
        Map<String, String> owned = owners(before);
        Map<String, String> after = owners(before.with("a", "a", 300));

        KEYS.forEach(key -> assertThat(after.get(key)).isIn(owned.get(key), "a"));
        assertThat(share(after, "a")).isBetween(7_200L, 7_800L);
    }
}

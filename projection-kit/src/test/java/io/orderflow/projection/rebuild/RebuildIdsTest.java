package io.orderflow.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RebuildIdsTest {

    @Test
    void areInTheOrderOfTimeAlsoWithinOneMillisecond() {
        List<String> ids = Stream.generate(Rebuilds::newId).limit(1_000).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }
}

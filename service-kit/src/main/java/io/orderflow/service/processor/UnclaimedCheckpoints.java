package io.orderflow.service.processor;

import java.util.OptionalLong;
import java.util.Set;

/** A store of checkpoints that knows which segments no process works on. Implementations are thread-safe. */
@FunctionalInterface
interface UnclaimedCheckpoints {

    /**
     * The lowest position of the segments that no process has claimed, or whose claim has run out; -1 before the first
     * event, and empty where each is claimed. Fails where the database is away.
     *
     * @param here the segments that this process works on, which do not count
     */
    OptionalLong lowestUnclaimed(String processor, Set<Integer> here);
}

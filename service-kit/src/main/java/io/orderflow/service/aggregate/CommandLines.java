package io.orderflow.service.aggregate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The commands that wait for each aggregate, in the order in which they came. The thread whose command comes first
 * handles those that come after it as well, until none is left; no other thread waits. Thread-safe.
 */
final class CommandLines {

    private final int most;
    private final Map<String, Queue<WaitingCommand<?, ?>>> lines = new ConcurrentHashMap<>();

    /** @param most how many commands are taken at once */
    CommandLines(int most) {
        this.most = most;
    }

    /** Returns whether the command is the first one, so that the calling thread has to handle the line. */
    boolean join(String aggregate, WaitingCommand<?, ?> command) {
        boolean[] first = new boolean[1];
        lines.compute(aggregate, (id, line) -> {
            first[0] = line == null;
            Queue<WaitingCommand<?, ?>> joined = line == null ? new ArrayDeque<>() : line;
            joined.add(command);
            return joined;
        });
        return first[0];
    }

    /** The next commands of the line; none where nobody waits any longer, and the next to join is the first again. */
    List<WaitingCommand<?, ?>> take(String aggregate) {
        List<WaitingCommand<?, ?>> taken = new ArrayList<>();
        lines.computeIfPresent(aggregate, (id, line) -> {
            while (taken.size() < most && !line.isEmpty()) {
                taken.add(line.remove());
            }
            return taken.isEmpty() ? null : line;
        });
        return taken;
    }
}

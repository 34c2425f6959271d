package io.orderflow.gateway.migration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What the comparison of both systems has found since the gateway started, or since it was cleared. Thread-safe. */
final class Findings {

    private static final int MAX_KEPT = 1_000;

    /**
     * The numbers of compared requests.
     *
     * @param equal     the answers were the same, but for what is ignored
     * @param different they were not
     * @param failed    the new system gave no answer
     * @param skipped   they could not be compared: an answer is no JSON or too long, or too many comparisons were
     *                  going on
     */
    record Counts(long equal, long different, long failed, long skipped) {}

    private final Deque<ShadowDifference> latest = new ArrayDeque<>();
    private Counts counts = new Counts(0, 0, 0, 0);

    synchronized void equal() {
        counts = new Counts(counts.equal + 1, counts.different, counts.failed, counts.skipped);
    }

    synchronized void different(ShadowDifference request) {
        counts = new Counts(counts.equal, counts.different + 1, counts.failed, counts.skipped);
        keep(request);
    }

    synchronized void failed(ShadowDifference request) {
        counts = new Counts(counts.equal, counts.different, counts.failed + 1, counts.skipped);
        keep(request);
    }

    synchronized void skipped() {
        counts = new Counts(counts.equal, counts.different, counts.failed, counts.skipped + 1);
    }

    private void keep(ShadowDifference request) {
        latest.addFirst(request);
        if (latest.size() > MAX_KEPT) {
            latest.removeLast();
        }
    }

    synchronized Counts counts() {
        return counts;
    }

    /** The latest first. */
    synchronized List<ShadowDifference> latest(int limit) {
        return latest.stream().limit(limit).toList();
    }

    synchronized void clear() {
        latest.clear();
        counts = new Counts(0, 0, 0, 0);
    }
}

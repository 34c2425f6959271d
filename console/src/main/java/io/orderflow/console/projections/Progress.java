package io.orderflow.console.projections;

/** Parts of a way that begins before the first event, at position -1. */
final class Progress {

    private Progress() {}

    /** How much of the log is behind the position; whole only where it has come to the head. */
    static int percent(long position, long head) {
        if (head < 0 || position >= head) {
            return 100;
        }
        return (int) Math.min(99, (position + 1) * 100 / (head + 1));
    }
}

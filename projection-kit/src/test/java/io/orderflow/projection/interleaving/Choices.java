package io.orderflow.projection.interleaving;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Decides which actor moves next, in one run. */
final class Choices {

    private final List<String> moved = new ArrayList<>();
    private final List<Integer> taken = new ArrayList<>();
    private final List<Integer> offered = new ArrayList<>();
    private final List<Integer> given;
    private final @Nullable Random random;
    private int preemptionsLeft;

    /** Those given first, and then the first of those possible. */
    Choices(List<Integer> given, int preemptions) {
        this.given = given;
        this.random = null;
        this.preemptionsLeft = preemptions;
    }

    Choices(Random random) {
        this.given = List.of();
        this.random = random;
        this.preemptionsLeft = Integer.MAX_VALUE;
    }

    /** An actor that could move on is stopped only while preemptions are left. */
    int next(List<String> able, @Nullable String last) {
        int same = last == null ? -1 : able.indexOf(last);
        boolean fixed = same >= 0 && preemptionsLeft == 0;
        int count = fixed ? 1 : able.size();
        int choice = random != null ? random.nextInt(count) : taken.size() < given.size() ? given.get(taken.size()) : 0;
        taken.add(choice);
        offered.add(count);
        // The first choice is to let the same go on.
        int index = same < 0 ? choice : choice == 0 ? same : choice <= same ? choice - 1 : choice;
        if (same >= 0 && index != same) {
            preemptionsLeft--;
        }
        moved.add(able.get(index));
        return index;
    }

    /** The choices of the next run, in the order of a search that leaves none out; null after the last. */
    @Nullable
    List<Integer> following() {
        for (int at = taken.size() - 1; at >= 0; at--) {
            if (taken.get(at) + 1 < offered.get(at)) {
                List<Integer> next = new ArrayList<>(taken.subList(0, at));
                next.add(taken.get(at) + 1);
                return next;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return String.join(" ", moved);
    }
}

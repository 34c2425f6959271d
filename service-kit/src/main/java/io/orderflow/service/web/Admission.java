package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;

/**
 * Admits requests to the process, those that may change something apart from the others, and knows how many it works
 * on. Thread-safe.
 */
public final class Admission {

    private static final String GATE = Bulkhead.class.getName();

    private final Bulkhead writes;
    private final Bulkhead reads;

    Admission(AdmissionProperties limits) {
        RefusalPace pace = new RefusalPace();
        this.writes = new Bulkhead(limits.writes(), limits.waiting(), limits.patience(), pace);
        this.reads = new Bulkhead(limits.reads(), limits.waiting(), limits.patience(), pace);
    }

    /**
     * The number of requests whose clients wait for the processors of this machine: those that may change something,
     * whether they are being worked on or wait for their turn, and those that wait until a read model is as new as they
     * ask.
     */
    public int clientsThatWait() {
        return writes.inHand() + reads.awaitingEvents();
    }

    Bulkhead writes() {
        return writes;
    }

    Bulkhead reads() {
        return reads;
    }

    /**
     * As {@link #aside}, while the request waits for event processors of this process. They get the processors first
     * meanwhile, as clients do.
     */
    public static void awaitEvents(HttpServletRequest request, Runnable wait) {
        if (request.getAttribute(GATE) instanceof Bulkhead gate) {
            gate.awaitEvents(() -> aside(request, wait));
        } else {
            wait.run();
        }
    }

    /**
     * Delays a request that is to be refused for now, so that refusals do not take the processors from the requests that
     * were accepted. What stands against the request may be gone afterwards. The thread of the request calls it. Returns
     * after what time the request may come again, in whole seconds.
     */
    public static Duration delayRefusal(HttpServletRequest request) {
        if (request.getAttribute(GATE) instanceof Bulkhead gate) {
            gate.leave();
            try {
                return gate.delayRefusal();
            } finally {
                gate.reenter();
            }
        }
        return RefusalPace.MIN_PAUSE;
    }

    static void entered(HttpServletRequest request, Bulkhead gate) {
        request.setAttribute(GATE, gate);
    }

    /**
     * Gives the place of a request back for as long as the request only waits, so that another request can be worked
     * on. The thread of the request calls it.
     */
    public static void aside(HttpServletRequest request, Runnable wait) {
        if (request.getAttribute(GATE) instanceof Bulkhead gate) {
            gate.leave();
            try {
                wait.run();
            } finally {
                gate.reenter();
            }
        } else {
            wait.run();
        }
    }
}

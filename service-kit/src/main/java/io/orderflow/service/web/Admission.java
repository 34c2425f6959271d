package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Admits requests to the process, those that may change something apart from the others, and knows how many it works
 * on. Thread-safe.
 */
public final class Admission {

    private static final String GATE = Bulkhead.class.getName();

    private final Bulkhead writes;
    private final Bulkhead reads;

    Admission(AdmissionProperties limits) {
        this.writes = new Bulkhead(limits.writes(), limits.waiting(), limits.patience());
        this.reads = new Bulkhead(limits.reads(), limits.waiting(), limits.patience());
    }

    /** The number of requests that may change something and are being worked on, or wait for their turn. */
    public int writesInHand() {
        return writes.inHand();
    }

    Bulkhead writes() {
        return writes;
    }

    Bulkhead reads() {
        return reads;
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

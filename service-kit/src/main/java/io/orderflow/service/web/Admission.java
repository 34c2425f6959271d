package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletRequest;

/** A request's place among those that the process works on at once. */
public final class Admission {

    private static final String GATE = Gate.class.getName();

    private Admission() {}

    static void entered(HttpServletRequest request, Gate gate) {
        request.setAttribute(GATE, gate);
    }

    /**
     * Gives the place back for as long as the request only waits, so that another request can be worked on. The thread
     * of the request calls it.
     */
    public static void aside(HttpServletRequest request, Runnable wait) {
        if (request.getAttribute(GATE) instanceof Gate gate) {
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

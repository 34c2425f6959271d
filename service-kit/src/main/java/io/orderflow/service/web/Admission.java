package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletRequest;

/** What a request's handling has to do with its place among those that are worked on. */
public final class Admission {

    private static final String GATE = Gate.class.getName();

    private Admission() {}

    static void entered(HttpServletRequest request, Gate gate) {
        request.setAttribute(GATE, gate);
    }

    /**
     * Waits without a place, so that whoever only waits keeps nobody from working. To be called by the thread that the
     * request was given to.
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

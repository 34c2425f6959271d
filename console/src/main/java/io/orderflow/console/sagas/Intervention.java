package io.orderflow.console.sagas;

import java.util.Locale;

/** What an operator can do with a process. */
public enum Intervention {
    RETRY("retry", "Retry", "Ask again"), SKIP("skip", "Skip", "Skip the step"),
    CANCEL("cancellation", "Cancel", "Cancel the order");

    private final String route;
    private final String verb;
    private final String button;

    Intervention(String route, String verb, String button) {
        this.route = route;
        this.verb = verb;
        this.button = button;
    }

    static Intervention ofAction(String action) {
        return valueOf(action.toUpperCase(Locale.ROOT));
    }

    /** What has happened when the platform has taken the request, which is not yet what it was made for. */
    String asked() {
        return switch (this) {
            case RETRY -> "The step has been asked for again. It is not resolved until an answer comes.";
            case SKIP -> "The step has been skipped. What was not answered stays owed.";
            case CANCEL -> "The order has been asked to be cancelled. It is not cancelled until it says so.";
        };
    }

    /** The last part of the path in the HTTP interface, for one process. */
    public String route() {
        return route;
    }

    /** The name of the action in a batch, and in the addresses of pages. */
    public String action() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String verb() {
        return verb;
    }

    public String button() {
        return button;
    }
}

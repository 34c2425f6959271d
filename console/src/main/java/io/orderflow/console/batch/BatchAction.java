package io.orderflow.console.batch;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be done in all processes that a filter selects; the constants are those of the HTTP interface. */
enum BatchAction {
    RETRY("Ask again", "Each is asked for again. That does not resolve it yet."),
    SKIP("Skip the step", "Each goes on without the missing answers, where its step can be skipped."),
    CANCEL("Cancel the orders", "Each order is asked to be cancelled, and what was done for it is undone.");

    private final String title;
    private final String effect;

    BatchAction(String title, String effect) {
        this.title = title;
        this.effect = effect;
    }

    /** Finds an action by the name that addresses of pages have. */
    static Optional<BatchAction> named(@Nullable String name) {
        return Stream.of(values()).filter(action -> action.address().equals(name)).findFirst();
    }

    /** The name in addresses of pages. */
    public String address() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    /** What becomes of each process. */
    public String effect() {
        return effect;
    }
}

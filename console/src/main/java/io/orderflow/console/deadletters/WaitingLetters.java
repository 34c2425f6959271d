package io.orderflow.console.deadletters;

import org.jspecify.annotations.Nullable;

/**
 * Where events wait that could not be handled.
 *
 * @param kind     whether a projection or an event processor is to handle them
 * @param sequence what they are about; for processes of orders the order
 * @param cause    why the first one failed
 */
public record WaitingLetters(String kind, String group, String sequence, @Nullable String cause) {

    public boolean isOfProcessor() {
        return kind.equals("PROCESSOR");
    }
}

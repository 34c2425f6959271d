package io.orderflow.service.processor;

import org.axonframework.messaging.deadletter.DeadLetter;
import org.jspecify.annotations.Nullable;

/** How often an event was tried by itself before, which is kept with its dead letter. */
public final class DeadLetterAttempts {

    static final String KEY = "attempts";

    private DeadLetterAttempts() {}

    /** Zero where it is no dead letter, or has only waited behind another one. */
    public static int of(@Nullable DeadLetter<?> letter) {
        return letter != null && letter.diagnostics().get(KEY) instanceof Number attempts ? attempts.intValue() : 0;
    }
}

package io.orderflow.service.message;

import java.util.concurrent.CompletableFuture;

/** Is told of every command that somebody waits for, after it was sent and on the thread that will wait. */
public interface SentCommands {

    /** The answer may have come already; it must not be changed. */
    void sent(Object command, CompletableFuture<?> answer);
}

package io.orderflow.service.message;

/** Finds the request that commands are sent for on the thread that asks. Thread-safe. */
@FunctionalInterface
public interface CurrentRequest {

    RepeatableRequest get();
}

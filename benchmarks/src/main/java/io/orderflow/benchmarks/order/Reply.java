package io.orderflow.benchmarks.order;

/**
 * An answer of the platform.
 *
 * @param consistencyToken the token of the answer, empty when it has none
 */
public record Reply(int status, String body, String consistencyToken) {

    public boolean isSuccess() {
        return status / 100 == 2;
    }
}

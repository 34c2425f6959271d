package io.orderflow.benchmarks.order;

/**
 * An answer of the platform.
 *
 * @param consistencyToken the token of the answer, empty when it has none
 * @param retryAfter       the seconds after which the request may be sent again, 1 where the answer says nothing of it
 */
public record Reply(int status, String body, String consistencyToken, int retryAfter) {

    public boolean isSuccess() {
        return status / 100 == 2;
    }
}

package io.orderflow.benchmarks.order;

/**
 * What the platform answered.
 *
 * @param consistencyToken empty where there was none
 */
public record Reply(int status, String body, String consistencyToken) {

    public boolean isSuccess() {
        return status / 100 == 2;
    }
}

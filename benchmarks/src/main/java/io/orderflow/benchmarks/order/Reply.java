package io.orderflow.benchmarks.order;

/** What the platform answered. */
record Reply(int status, String body) {

    boolean isSuccess() {
        return status / 100 == 2;
    }
}

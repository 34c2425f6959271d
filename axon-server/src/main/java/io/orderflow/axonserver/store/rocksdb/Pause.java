package io.orderflow.axonserver.store.rocksdb;

import io.orderflow.axonserver.store.Store;
import java.util.concurrent.CountDownLatch;

/** Keeps the thread that writes waiting, until whoever asked for that lets it go on. */
final class Pause extends WriteRequest<Store.Rest> {

    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    int bytes() {
        return 0;
    }

    @Override
    boolean standsAlone() {
        return true;
    }

    @Override
    void addTo(Group group) {
        // It changes nothing.
    }

    @Override
    void confirm() {
        complete(end::countDown);
        boolean interrupted = false;
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

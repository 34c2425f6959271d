package io.orderflow.order.web;

/** Decides whether more orders are accepted. */
@FunctionalInterface
public interface Intake {

    /** @throws TooManyOrdersUnderWay where the processes of earlier orders have to go on first */
    void requireRoom();
}

package io.orderflow.order.web;

/** Whether more orders can be taken. */
@FunctionalInterface
public interface Intake {

    /** @throws TooManyOrdersUnderWay where those taken before have to be carried on first */
    void requireRoom();
}

package io.orderflow.service.aggregate;

/**
 * An aggregate that belongs to somebody. A command that is confined to one owner finds it only where it belongs to that
 * owner; otherwise it is refused as if the aggregate did not exist.
 */
public interface Owned {

    /** Whether it belongs to the owner, or does not exist yet. */
    boolean isOf(String owner);
}

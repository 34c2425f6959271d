package io.orderflow.projection.route;

/** An event of a known type in a revision that this process cannot read: it is older than the event, or lacks an upcaster. */
final class UnknownRevision extends RuntimeException {

    UnknownRevision(String type) {
        super("This process does not know the revision of this " + type);
    }
}

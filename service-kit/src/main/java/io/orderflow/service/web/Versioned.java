package io.orderflow.service.web;

/**
 * A body that shows an aggregate, perhaps with more beside it. Its answer carries an entity tag, and {@code
 * If-None-Match} is answered with 304 where the client has it already; see {@link RepresentationTags}.
 */
public interface Versioned {

    /** The version of the aggregate, with which {@code If-Match} of its commands is compared. */
    long version();
}

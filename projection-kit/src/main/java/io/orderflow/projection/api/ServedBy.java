package io.orderflow.projection.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names, on a query controller or one of its methods, the projection that the answer comes from. A request with a
 * {@code Consistency-Token} then waits until that projection has passed the position: as long as {@code Prefer: wait=5}
 * says, in seconds and 30 at most, otherwise for {@code orderflow.projections.consistency-wait}. When time is up the
 * request is answered all the same, with {@code Stale: true} and {@code Projection-Lag}, the number of events between
 * the projection and the token. Every answer carries {@code Projection-Position}, and {@code Held-Back-By} where events
 * of its documents wait as dead letters.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ServedBy {

    /** The projection's name; where the answer draws on several, all of them. */
    String[] value();
}

package io.orderflow.api.message;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name that a message carries on the wire and in the event store, for ever. A Java class may be renamed or moved;
 * its message type may not. A change of an event's shape raises the revision and
 * leaves an {@link EarlierRevision}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MessageType {

    /** The name in lower case, with the context before the dot: {@code order.placed}. */
    String value();

    String revision() default "1";

    /** The earlier shapes of the message, one for each revision before. */
    Class<? extends EarlierRevision<?>>[] earlier() default {};
}

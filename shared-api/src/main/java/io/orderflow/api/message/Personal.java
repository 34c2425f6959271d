package io.orderflow.api.message;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a record whose value says something of a person by itself, such as a name. The schemas of
 * integration events show the mark, as {@code x-personal}. The value of such a component does not belong in a log, so
 * the records that have one leave it out of their {@code toString}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Personal {

    /** What stands for a personal value where people read of the message. */
    String HIDDEN = "***";
}

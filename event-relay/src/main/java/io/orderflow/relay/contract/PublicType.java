package io.orderflow.relay.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The public name of an integration event, for ever, and the version of its shape. A field may be added to a shape
 * where it can be absent; every other change raises the version.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface PublicType {

    /** The name in lower case, with the subject before the dot: {@code order.placed}. */
    String value();

    int version() default 1;
}

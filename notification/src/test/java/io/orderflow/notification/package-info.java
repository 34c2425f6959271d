/** The reactions with real brokers, and a mail server in the JVM. */
@NullMarked
package io.orderflow.notification;

import org.jspecify.annotations.NullMarked;

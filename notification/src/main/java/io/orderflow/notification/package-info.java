/** Reacts to the platform's integration events, which are all that it knows of the platform. */
@NullMarked
package io.orderflow.notification;

import org.jspecify.annotations.NullMarked;

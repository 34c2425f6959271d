/** Clients that do not do what they are told, and how segments are shared out. */
@NullMarked
package io.orderflow.axonserver.control;

import org.jspecify.annotations.NullMarked;

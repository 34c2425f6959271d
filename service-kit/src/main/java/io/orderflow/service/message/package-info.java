/** Turns messages into JSON under names of their own, and back, so that no Java class name is ever stored. */
@NullMarked
package io.orderflow.service.message;

import org.jspecify.annotations.NullMarked;

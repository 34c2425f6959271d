/** A day in the life of the platform over HTTP, and the proof that everything in it adds up. */
@NullMarked
package io.orderflow.platform.demo;

import org.jspecify.annotations.NullMarked;

/**
 * The addresses of a running system's servers below its HTTP interface, in a file among its data that its own user can
 * read.
 */
@NullMarked
package io.orderflow.platform.address;

import org.jspecify.annotations.NullMarked;

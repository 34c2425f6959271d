/** Runs code of several threads in every order that matters. */
@NullMarked
package io.orderflow.projection.interleaving;

import org.jspecify.annotations.NullMarked;

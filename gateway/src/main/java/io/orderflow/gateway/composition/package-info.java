/** Answers that are made of the answers of several services. */
@NullMarked
package io.orderflow.gateway.composition;

import org.jspecify.annotations.NullMarked;

/** The public language: integration events, how internal events become such, and how they are written. */
@NullMarked
package io.orderflow.relay.contract;

import org.jspecify.annotations.NullMarked;

/**
 * Brings commands and queries to those who handle them, and the answers back: who handles what, how much each can
 * take, and
 * what becomes of a message whose handler is slow or gone. Nothing here knows gRPC's streams or the store.
 */
@NullMarked
package io.orderflow.axonserver.routing;

import org.jspecify.annotations.NullMarked;

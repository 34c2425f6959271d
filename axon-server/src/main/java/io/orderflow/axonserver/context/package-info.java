/**
 * Contexts: each has a store of its own, handlers of its own and clients of its own. Here they are made, found and
 * deleted; nothing here knows how calls come in or what a store is made of.
 */
@NullMarked
package io.orderflow.axonserver.context;

import org.jspecify.annotations.NullMarked;

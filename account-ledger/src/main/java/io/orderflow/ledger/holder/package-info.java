/** What the ledger knows of customers by itself: a replica of their names, kept up by their events. */
@NullMarked
package io.orderflow.ledger.holder;

import org.jspecify.annotations.NullMarked;

/**
 * The double-entry journal: every movement of money is a posting that takes from one ledger account what it gives
 * another.
 */
@NullMarked
package io.orderflow.ledger;

import org.jspecify.annotations.NullMarked;

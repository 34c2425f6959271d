/**
 * The double-entry journal: every movement of money is a posting that debits one ledger account with the amount that it
 * credits to another.
 */
@NullMarked
package io.orderflow.ledger;

import org.jspecify.annotations.NullMarked;

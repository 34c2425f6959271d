/**
 * Payments of orders: requested, collected, given up or given back. A payment holds no money itself; its policy sends
 * its requests to the ledger, through a port that another kind of ledger can stand behind.
 */
@NullMarked
package io.orderflow.payment;

import org.jspecify.annotations.NullMarked;

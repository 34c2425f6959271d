/**
 * Payments: what an order owes, asked for, collected, given up or given back. A payment holds no money itself; its
 * policy asks the ledger, through a port that another kind of ledger can stand behind.
 */
@NullMarked
package io.orderflow.payment;

import org.jspecify.annotations.NullMarked;

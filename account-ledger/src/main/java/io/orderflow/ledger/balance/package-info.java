/** The money in an account now, or at a past moment. */
@NullMarked
package io.orderflow.ledger.balance;

import org.jspecify.annotations.NullMarked;

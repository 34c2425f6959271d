/** What is in an account now, or was at a past moment. */
@NullMarked
package io.orderflow.ledger.balance;

import org.jspecify.annotations.NullMarked;

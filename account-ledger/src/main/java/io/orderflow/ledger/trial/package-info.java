/** The trial balance: the debits and the credits of each of the ledger's own accounts, whose sums must be equal. */
@NullMarked
package io.orderflow.ledger.trial;

import org.jspecify.annotations.NullMarked;

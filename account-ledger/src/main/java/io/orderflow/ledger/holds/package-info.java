/** The open holds of an account, found among the entries of its statement. */
@NullMarked
package io.orderflow.ledger.holds;

import org.jspecify.annotations.NullMarked;

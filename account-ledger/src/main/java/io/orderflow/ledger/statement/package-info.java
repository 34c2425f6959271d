/** What moved an account's money, movement by movement. */
@NullMarked
package io.orderflow.ledger.statement;

import org.jspecify.annotations.NullMarked;

/** The statement of an account, movement by movement. */
@NullMarked
package io.orderflow.ledger.statement;

import org.jspecify.annotations.NullMarked;

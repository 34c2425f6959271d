/** The language of accounts: balances, holds and the movements of money. */
@NullMarked
package io.orderflow.api.account;

import org.jspecify.annotations.NullMarked;

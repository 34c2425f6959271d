/**
 * Accounts: the owner of each, the money in it, and how much of that is held for payments on their way. Every movement
 * happens once, however often a client asks for it.
 */
@NullMarked
package io.orderflow.account;

import org.jspecify.annotations.NullMarked;

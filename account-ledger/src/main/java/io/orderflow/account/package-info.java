/**
 * Accounts: who owns one, how much money is in it, and how much of that is held for payments on their way. Every
 * movement happens once, however often it is asked for.
 */
@NullMarked
package io.orderflow.account;

import org.jspecify.annotations.NullMarked;

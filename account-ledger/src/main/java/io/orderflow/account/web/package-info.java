/** The HTTP interface for changing accounts: clients open them, move money in and out, and close them. */
@NullMarked
package io.orderflow.account.web;

import org.jspecify.annotations.NullMarked;

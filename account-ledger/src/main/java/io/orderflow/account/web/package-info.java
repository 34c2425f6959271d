/** What clients do with accounts over HTTP: open them, move money in and out, close them. */
@NullMarked
package io.orderflow.account.web;

import org.jspecify.annotations.NullMarked;

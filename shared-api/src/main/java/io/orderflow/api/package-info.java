/** The words that every context shares: money and what all identifiers have in common. */
@NullMarked
package io.orderflow.api;

import org.jspecify.annotations.NullMarked;

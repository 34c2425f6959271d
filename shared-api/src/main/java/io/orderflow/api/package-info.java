/** The types that all contexts share: money, texts, times, and the rule of identifiers. */
@NullMarked
package io.orderflow.api;

import org.jspecify.annotations.NullMarked;

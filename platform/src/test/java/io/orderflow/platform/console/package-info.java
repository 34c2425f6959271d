/** A browser before the console's pages, driven by tests. */
@NullMarked
package io.orderflow.platform.console;

import org.jspecify.annotations.NullMarked;

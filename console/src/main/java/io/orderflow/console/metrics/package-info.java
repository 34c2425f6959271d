/** The metrics of the console as a process of its own. In the one process the platform's have them all. */
@NullMarked
package io.orderflow.console.metrics;

import org.jspecify.annotations.NullMarked;

/** How fast events reach a message broker beside the platform. */
@NullMarked
package io.orderflow.benchmarks.relay;

import org.jspecify.annotations.NullMarked;

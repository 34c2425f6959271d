/** What a call costs more that goes through the gateway. */
@NullMarked
package io.orderflow.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;

/** How meters are declared, so that one page lists them all, and how values that cost something are sampled. */
@NullMarked
package io.orderflow.service.metrics;

import org.jspecify.annotations.NullMarked;

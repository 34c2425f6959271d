/** The process of one order with all real aggregates, step by step and with everything that can come in between. */
@NullMarked
package io.orderflow.platform.process;

import org.jspecify.annotations.NullMarked;

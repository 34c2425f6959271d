/** Actions on everything that a filter selects: their preview, their progress and the outcome of each item. */
@NullMarked
package io.orderflow.console.batch;

import org.jspecify.annotations.NullMarked;

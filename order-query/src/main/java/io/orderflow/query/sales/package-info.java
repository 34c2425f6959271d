/** The read model of sales, with one document a day. */
@NullMarked
package io.orderflow.query.sales;

import org.jspecify.annotations.NullMarked;

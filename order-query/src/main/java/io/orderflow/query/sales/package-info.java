/** The read model of sales: a document a day. */
@NullMarked
package io.orderflow.query.sales;

import org.jspecify.annotations.NullMarked;

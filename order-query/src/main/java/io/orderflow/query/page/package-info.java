/** Lists in pages: each page ends with a cursor that says where the next begins, so that none is ever counted off. */
@NullMarked
package io.orderflow.query.page;

import org.jspecify.annotations.NullMarked;

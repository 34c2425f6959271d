/**
 * Documents and the entries of their indexes in RocksDB. All numbers are big-endian; keys are ordered as unsigned
 * bytes.
 *
 * <pre>
 * family      key                                                     value
 * default     "format"                                                the version of this layout
 *             "number"                                                the highest number given so far
 *             "collection/" database "." collection                   number
 *             "count/" number                                         how many documents it has
 *             "index/" number of collection "/" name                  number, flags (1 whole, 2 several values a field)
 * documents   number of collection (4), id as a {@link SortKeys}      the document as BSON
 * indexes     number of index (4), values as {@link SortKeys},        id
 *             id unless the index is unique
 * </pre>
 *
 * A change of a document and of its index entries is one batch, and all batches are in one log of writes, in their
 * order: what a crash leaves is what was there at some moment.
 */
@NullMarked
package io.orderflow.mongoserver.store;

import org.jspecify.annotations.NullMarked;

/** The store without a server around it. */
@NullMarked
package io.orderflow.axonserver.store.rocksdb;

import org.jspecify.annotations.NullMarked;

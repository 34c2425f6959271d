/** An embeddable server that speaks MongoDB's protocol, with a database on RocksDB. It knows nothing of who uses it. */
@NullMarked
package io.orderflow.mongoserver;

import org.jspecify.annotations.NullMarked;

/** An embeddable server that speaks MongoDB's protocol, with a database on RocksDB. It knows nothing of its clients. */
@NullMarked
package io.orderflow.mongoserver;

import org.jspecify.annotations.NullMarked;

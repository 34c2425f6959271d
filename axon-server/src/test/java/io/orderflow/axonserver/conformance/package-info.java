/**
 * What the vendor's connector expects of a server, tried through that connector. One interface a part of the
 * protocol; a
 * class that implements them all runs them against one kind of server.
 */
@NullMarked
package io.orderflow.axonserver.conformance;

import org.jspecify.annotations.NullMarked;

/** Single operations, one after the other on one thread, measured with JMH. */
@NullMarked
package io.orderflow.benchmarks.micro;

import org.jspecify.annotations.NullMarked;

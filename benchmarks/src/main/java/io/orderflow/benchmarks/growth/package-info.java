/** The figures of a platform that has been used for long. They show whether it is slower or larger than a new one. */
@NullMarked
package io.orderflow.benchmarks.growth;

import org.jspecify.annotations.NullMarked;

/** For tests of Axon applications with JUnit 5. The library is the test's own: nothing else here needs it. */
@NullMarked
package io.orderflow.axonserver.junit;

import org.jspecify.annotations.NullMarked;

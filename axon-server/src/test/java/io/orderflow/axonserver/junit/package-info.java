/** The extension, as tests of applications use it. */
@NullMarked
package io.orderflow.axonserver.junit;

import org.jspecify.annotations.NullMarked;

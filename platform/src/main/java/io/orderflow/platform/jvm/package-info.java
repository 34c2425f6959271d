/** How further JVMs of this platform are started. */
@NullMarked
package io.orderflow.platform.jvm;

import org.jspecify.annotations.NullMarked;

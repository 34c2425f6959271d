/** What can be refused, and the stable codes that clients see for it. */
@NullMarked
package io.orderflow.api.problem;

import org.jspecify.annotations.NullMarked;

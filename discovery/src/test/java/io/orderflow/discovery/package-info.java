@NullMarked
package io.orderflow.discovery;

import org.jspecify.annotations.NullMarked;

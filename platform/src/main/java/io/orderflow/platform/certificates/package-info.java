/** Certificates for development: an authority of one folder, and what it vouches for. */
@NullMarked
package io.orderflow.platform.certificates;

import org.jspecify.annotations.NullMarked;

/** The pages of the projections: how far each has come, its rebuilds, and how rebuilt documents differ. */
@NullMarked
package io.orderflow.console.projections;

import org.jspecify.annotations.NullMarked;

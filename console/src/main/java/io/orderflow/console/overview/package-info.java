/** The first page: what is wrong, the numbers of the whole platform, and how they went in the last hour. */
@NullMarked
package io.orderflow.console.overview;

import org.jspecify.annotations.NullMarked;

/**
 * How many requests are worked on at once. What comes beyond that waits for a short while, and beyond that is told to
 * come again, before any work is put into it: so load that is too much costs little, and nothing piles up inside.
 */
@NullMarked
package io.orderflow.service.admission;

import org.jspecify.annotations.NullMarked;

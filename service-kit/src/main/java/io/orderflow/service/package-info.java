/** What every service needs and none should write twice. No business word in it. */
@NullMarked
package io.orderflow.service;

import org.jspecify.annotations.NullMarked;

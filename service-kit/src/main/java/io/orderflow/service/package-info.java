/** What every service needs and none should write twice. It knows no word of the business. */
@NullMarked
package io.orderflow.service;

import org.jspecify.annotations.NullMarked;

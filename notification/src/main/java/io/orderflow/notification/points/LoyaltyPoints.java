package io.orderflow.notification.points;

/**
 * The loyalty points of a customer.
 *
 * @param points    what is left
 * @param earned    what shipped orders have earned
 * @param takenBack what refunded orders had earned
 */
record LoyaltyPoints(String customerId, long points, long earned, long takenBack) {}

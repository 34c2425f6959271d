package io.orderflow.account.web;

import org.springframework.context.annotation.Import;

/** All that the HTTP interface for changing accounts is made of. */
@Import(AccountController.class)
public final class AccountWeb {}

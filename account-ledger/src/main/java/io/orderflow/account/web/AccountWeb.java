package io.orderflow.account.web;

import org.springframework.context.annotation.Import;

/** Imports the HTTP interface for changing accounts. */
@Import(AccountController.class)
public final class AccountWeb {}

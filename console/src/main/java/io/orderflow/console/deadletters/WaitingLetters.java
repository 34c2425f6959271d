package io.orderflow.console.deadletters;

/** Dead letters that keep a document of a list behind the log. */
public record WaitingLetters(String group, String sequence, long position) {}

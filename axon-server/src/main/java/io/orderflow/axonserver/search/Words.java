package io.orderflow.axonserver.search;

import java.util.ArrayList;
import java.util.List;

/** Cuts a query into words. Not thread-safe. */
final class Words {

    private static final String SIGNS = "=<>!()[],|+-*/%";

    private final String query;
    private final List<Word> words = new ArrayList<>();
    private int position;

    private Words(String query) {
        this.query = query;
    }

    /** @throws InvalidQuery where a character or a text is none of the language */
    static List<Word> of(String query) {
        Words words = new Words(query);
        words.cut();
        return words.words;
    }

    private void cut() {
        while (position < query.length()) {
            char c = query.charAt(position);
            if (Character.isWhitespace(c)) {
                position++;
            } else if (c == '"' || c == '\'') {
                text(c);
            } else if (isDigit(c) || c == '-' && position + 1 < query.length() && isDigit(query.charAt(position + 1))) {
                number();
            } else if (Character.isJavaIdentifierStart(c)) {
                add(Word.Kind.NAME, end(position + 1, Character::isJavaIdentifierPart));
            } else if (SIGNS.indexOf(c) >= 0) {
                add(Word.Kind.SIGN, position + signLength());
            } else {
                throw new InvalidQuery(query, position, "no word begins with this character");
            }
        }
        words.add(new Word(Word.Kind.END, "", query.length()));
    }

    private void number() {
        int end = end(position + 1, Words::isDigit);
        if (end < query.length() && (query.charAt(end) == '.' || Character.isJavaIdentifierPart(query.charAt(end)))) {
            throw new InvalidQuery(query, position, "a number has digits only");
        }
        add(Word.Kind.NUMBER, end);
    }

    private int signLength() {
        String two = query.substring(position, Math.min(query.length(), position + 2));
        return switch (two) {
            case "<=", ">=", "!=", "<>" -> 2;
            default -> 1;
        };
    }

    private void text(char quote) {
        int start = position++;
        StringBuilder text = new StringBuilder();
        while (position < query.length() && query.charAt(position) != quote) {
            if (query.charAt(position) == '\\' && position + 1 < query.length() && isEscaped(quote)) {
                position++;
            }
            text.append(query.charAt(position++));
        }
        if (position == query.length()) {
            throw new InvalidQuery(query, start, "this text has no end");
        }
        position++;
        words.add(new Word(Word.Kind.TEXT, text.toString(), start));
    }

    /**
     * A backslash stands before a quote or a backslash; any other stands for itself, as regular expressions need
     * it.
     */
    private boolean isEscaped(char quote) {
        char next = query.charAt(position + 1);
        return next == quote || next == '\\';
    }

    private void add(Word.Kind kind, int end) {
        words.add(new Word(kind, query.substring(position, end), position));
        position = end;
    }

    private int end(int from, CharPredicate belongs) {
        int end = from;
        while (end < query.length() && belongs.test(query.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private interface CharPredicate {
        boolean test(char c);
    }
}

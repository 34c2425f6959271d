package io.orderflow.axonserver.search;

import static java.util.stream.Collectors.joining;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a query from left to right, one method a rule of the grammar. Not thread-safe. */
final class QueryParser {

    /** Parentheses and negations within each other. */
    private static final int MAX_DEPTH = 100;

    private static final String STAGES = "a query is made of filters, \"last 2 hours\" and \"limit 10\", joined by |";

    private final String query;
    private final List<Word> words;
    private int next;
    private int depth;

    QueryParser(String query) {
        this.query = query;
        if (query.length() > EventQuery.MAX_CHARACTERS) {
            throw error(EventQuery.MAX_CHARACTERS, "a query has at most " + EventQuery.MAX_CHARACTERS + " characters");
        }
        this.words = Words.of(query);
    }

    EventQuery query(Instant now) {
        List<Condition> conditions = new ArrayList<>();
        long limit = EventQuery.NO_LIMIT;
        if (peek().kind() == Word.Kind.END) {
            return new EventQuery(new Condition.All(conditions), limit);
        }
        do {
            if (peek().isName("last")) {
                conditions.add(time(now));
            } else if (peek().isName("limit")) {
                take();
                limit = Math.min(limit, positiveNumber());
            } else {
                conditions.add(filter());
            }
        } while (takeSign("|"));
        requireEnd(STAGES);
        return new EventQuery(new Condition.All(conditions), limit);
    }

    EventQuery filterAlone() {
        Condition condition = peek().kind() == Word.Kind.END ? new Condition.All(List.of()) : filter();
        requireEnd("a filter is one expression, without a pipeline");
        return new EventQuery(condition, EventQuery.NO_LIMIT);
    }

    private void requireEnd(String rule) {
        if (peek().kind() != Word.Kind.END) {
            throw error(peek(), rule);
        }
    }

    private Condition time(Instant now) {
        take();
        long count = peek().kind() == Word.Kind.NUMBER ? positiveNumber() : 1;
        Word word = take();
        ChronoUnit unit = switch (word.text().toLowerCase(Locale.ROOT)) {
            case "minute", "minutes" -> ChronoUnit.MINUTES;
            case "hour", "hours" -> ChronoUnit.HOURS;
            case "day", "days" -> ChronoUnit.DAYS;
            case "week", "weeks" -> ChronoUnit.WEEKS;
            case "month", "months" -> ChronoUnit.MONTHS;
            case "year", "years" -> ChronoUnit.YEARS;
            default -> throw error(word, "a unit of time is minute, hour, day, week, month or year");
        };
        try {
            long since = now.atOffset(ZoneOffset.UTC).minus(count, unit).toInstant().toEpochMilli();
            return compared(Field.TIMESTAMP, Comparing.AT_LEAST, since);
        } catch (DateTimeException | ArithmeticException e) {
            throw error(word, "that is before all time");
        }
    }

    private static Condition compared(Field field, Comparing comparing, long value) {
        return new Condition.Compared(new Operand.OfEvent(field), comparing, new Operand.Literal(value));
    }

    private long positiveNumber() {
        Word word = peek();
        long number = word.kind() == Word.Kind.NUMBER ? number(take()) : 0;
        if (number < 1) {
            throw error(word, "a number from 1 on is expected");
        }
        return number;
    }

    private Condition filter() {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(conjunction());
        } while (takeName("or"));
        return parts.size() == 1 ? parts.getFirst() : new Condition.Any(parts);
    }

    private Condition conjunction() {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(term());
        } while (takeName("and"));
        return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
    }

    private Condition term() {
        if (++depth > MAX_DEPTH) {
            throw error(peek(), "it is nested too deeply");
        }
        Condition term;
        if (takeName("not")) {
            term = new Condition.Not(term());
        } else if (takeSign("(")) {
            term = filter();
            requireSign(")");
        } else {
            term = comparison();
        }
        depth--;
        return term;
    }

    private Condition comparison() {
        Word first = peek();
        if (first.isName("contains") || first.isName("match")) {
            take();
            requireSign("(");
            Operand left = operand();
            requireSign(",");
            Condition condition = matching(first, left);
            requireSign(")");
            return condition;
        }
        Operand left = operand();
        Word operator = take();
        if (operator.isName("in")) {
            return oneOf(left);
        }
        if (operator.isName("contains") || operator.isName("match")) {
            return matching(operator, left);
        }
        Comparing comparing = Comparing.of(operator.kind() == Word.Kind.SIGN ? operator.text() : "").orElseThrow(
                () -> error(operator, "an operator is expected: = != < <= > >= in contains match"));
        Word place = peek();
        Operand right = operand();
        return new Condition.Compared(alike(left, right, first), comparing, alike(right, left, place));
    }

    private Condition matching(Word function, Operand left) {
        Word place = peek();
        Operand right = operand();
        if (function.isName("contains")) {
            return new Condition.Contains(left, right);
        }
        if (!(right instanceof Operand.Literal(String expression))) {
            throw error(place, "a regular expression in quotes is expected");
        }
        try {
            return new Condition.Matches(left, Pattern.compile(expression, Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw error(place, "this is no regular expression: " + e.getDescription());
        }
    }

    private Condition oneOf(Operand operand) {
        String close = takeSign("[") ? "]" : ")";
        if (close.equals(")")) {
            requireSign("(");
        }
        Set<Object> values = new LinkedHashSet<>();
        do {
            Word place = peek();
            if (!(alike(operand(), operand, place) instanceof Operand.Literal(Object value))) {
                throw error(place, "a number or a text is expected");
            }
            values.add(value);
        } while (takeSign(","));
        requireSign(close);
        return new Condition.OneOf(operand, values);
    }

    /** A literal in the form of the field that it is compared with. */
    private Operand alike(Operand operand, Operand other, Word place) {
        if (!(operand instanceof Operand.Literal(Object value)) || !(other instanceof Operand.OfEvent(Field field))) {
            return operand;
        }
        if (!field.isNumber()) {
            return new Operand.Literal(value.toString());
        }
        return value instanceof Long ? operand : new Operand.Literal(number(field, value.toString(), place));
    }

    private long number(Field field, String text, Word place) {
        try {
            return field == Field.TIMESTAMP ? millis(text) : Long.parseLong(text);
        } catch (DateTimeException e) {
            throw error(place, "a time is a number of milliseconds, or a text such as \"2026-01-31T12:00:00Z\"");
        } catch (NumberFormatException e) {
            throw error(place, field.label() + " is a number");
        }
    }

    private static long millis(String text) {
        return text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
                : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }

    private Operand operand() {
        Word word = take();
        return switch (word.kind()) {
            case NUMBER -> new Operand.Literal(number(word));
            case TEXT -> new Operand.Literal(word.text());
            case NAME -> new Operand.OfEvent(Field.named(word.text()).orElseThrow(() -> unknown(word)));
            case SIGN, END -> throw error(word, "a field, a number or a text is expected");
        };
    }

    private InvalidQuery unknown(Word word) {
        if (peek().isSign("(")) {
            return error(word, "there is no function " + word.text() + " here; " + STAGES);
        }
        return error(word, "there is no field " + word.text() + "; the fields are "
                + Arrays.stream(Field.values()).map(Field::label).collect(joining(", ")));
    }

    private long number(Word word) {
        try {
            return Long.parseLong(word.text());
        } catch (NumberFormatException e) {
            throw error(word, "this number is too large");
        }
    }

    private Word peek() {
        return words.get(next);
    }

    private Word take() {
        Word word = words.get(next);
        if (word.kind() != Word.Kind.END) {
            next++;
        }
        return word;
    }

    private boolean takeName(String name) {
        boolean found = peek().isName(name);
        if (found) {
            take();
        }
        return found;
    }

    private boolean takeSign(String sign) {
        boolean found = peek().isSign(sign);
        if (found) {
            take();
        }
        return found;
    }

    private void requireSign(String sign) {
        if (!takeSign(sign)) {
            throw error(peek(), '"' + sign + "\" is expected");
        }
    }

    private InvalidQuery error(Word word, String reason) {
        return error(word.position(), reason);
    }

    private InvalidQuery error(int position, String reason) {
        return new InvalidQuery(query, position, reason);
    }
}

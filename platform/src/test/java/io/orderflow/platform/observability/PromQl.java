package io.orderflow.platform.observability;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the names of metrics in a PromQL expression. Whatever is no text, selector, range, list of labels, function or
 * keyword counts as a name, so that a mistake shows as an unknown metric.
 */
final class PromQl {

    private static final Pattern TEXTS = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern SELECTORS_AND_RANGES = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern LISTS_OF_LABELS = Pattern
            .compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "offset", "bool", "inf", "nan");

    private PromQl() {}

    static Set<String> metricsIn(String expression) {
        String bare = TEXTS.matcher(expression).replaceAll(" ");
        bare = SELECTORS_AND_RANGES.matcher(bare).replaceAll(" ");
        bare = LISTS_OF_LABELS.matcher(bare).replaceAll(" ");
        // What stands before a list of labels is an aggregation, which has its parenthesis behind the list.
        return NAME.matcher(bare).results().map(MatchResult::group).filter(name -> !KEYWORDS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

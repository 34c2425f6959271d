package io.orderflow.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule of every text that people will read, such as a name, a reason or a tracking number: all its characters are
 * visible, and people read them in the order in which they are stored. Commands and requests check the rule. Stored
 * events do not, so that they stay readable.
 */
public final class Text {

    /** The rule as problem details and the API description state it. */
    public static final String RULE = "visible characters and spaces: no control characters, line breaks, lone "
            + "surrogates, nor invisible or bidirectional formatting; joiners only between visible characters";

    /**
     * What the rule says of the characters of all alphabets, as a regular expression that every client's language reads;
     * the rule itself refuses a few more.
     */
    public static final String PATTERN = "^[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029\\uFEFF]*"
            + "[^\\u0000-\\u0020\\u007F-\\u00A0\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u206F\\u3000\\uFEFF]"
            + "[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029\\uFEFF]*$";

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /** Characters that are letters, marks or symbols by their category, but that fonts draw as nothing. */
    private static final Set<Integer> BLANK = Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0);

    private Text() {}

    /**
     * Returns the text unchanged.
     *
     * @throws InvalidValue where it breaks the rule, has nothing visible in it, or more characters than that
     */
    public static String require(String name, @Nullable String text, int maxLength) {
        if (text == null || text.length() > maxLength || !isReadable(text)) {
            throw new InvalidValue(name + " must have 1 to " + maxLength + " " + RULE);
        }
        return text;
    }

    /** Tells whether the text obeys the rule and has something visible in it. */
    public static boolean isReadable(String text) {
        int[] characters = text.codePoints().toArray();
        boolean anyVisible = false;
        for (int i = 0; i < characters.length; i++) {
            boolean allowed = isJoiner(characters[i])
                    ? i > 0 && i + 1 < characters.length && joins(characters[i - 1]) && joins(characters[i + 1])
                    : isAllowed(characters[i]);
            if (!allowed) {
                return false;
            }
            anyVisible |= isVisible(characters[i]);
        }
        return anyVisible;
    }

    private static boolean isJoiner(int character) {
        return character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER;
    }

    /**
     * Whether a joiner may stand beside this character: emoji and some scripts join the characters on both sides of it,
     * marks such as variation selectors included.
     */
    private static boolean joins(int character) {
        return isAllowed(character) && Character.getType(character) != Character.SPACE_SEPARATOR;
    }

    private static boolean isAllowed(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> !BLANK.contains(character);
        };
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK, Character.FORMAT ->
                false;
            default -> true;
        };
    }
}

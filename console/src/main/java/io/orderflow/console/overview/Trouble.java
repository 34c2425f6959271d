package io.orderflow.console.overview;

/**
 * Something that a person has to look at.
 *
 * @param tone  {@code bad} or {@code warn}
 * @param what  what is wrong, in a sentence
 * @param path  the page that shows more
 * @param link  the words of the link
 */
public record Trouble(String tone, String what, String path, String link) {

    public String sign() {
        return tone.equals("bad") ? "✕" : "!";
    }
}

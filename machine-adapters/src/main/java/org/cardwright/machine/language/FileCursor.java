package org.cardwright.machine.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Goes through a machine file from its begin to its end; what is not as it must be is a {@link MachineFileException}. */
final class FileCursor {

    private final String content;
    private int at;

    FileCursor(String content) {
        this.content = content;
    }

    boolean isAtEnd() {
        return at == content.length();
    }

    /** Goes over a mark that may be there. */
    boolean skips(String mark) {
        boolean there = content.startsWith(mark, at);
        at += there ? mark.length() : 0;
        return there;
    }

    /** Goes over a mark that must be there. */
    void over(String mark) {
        require(skips(mark), "a mark of the language is missing");
    }

    /** Goes over what a pattern fits, when it begins here. */
    Optional<MatchResult> taken(Pattern pattern) {
        Matcher matcher = pattern.matcher(content).region(at, content.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(matcher.toMatchResult());
    }

    /** What is left. */
    String rest() {
        return next(content.length() - at);
    }

    /** A number of characters. */
    String next(int characters) {
        require(at + characters <= content.length(), "it ends in the middle of a record");
        at += characters;
        return content.substring(at - characters, at);
    }

    /** What stands before a mark; goes over the mark. */
    String until(String mark) {
        int end = content.indexOf(mark, at);
        require(end >= 0, "it ends in the middle of a record");
        String before = content.substring(at, end);
        at = end + mark.length();
        return before;
    }

    /** What stands before a character, or the end. */
    String before(char mark) {
        int end = content.indexOf(mark, at);
        return next((end < 0 ? content.length() : end) - at);
    }

    /** What stands before each mark; nothing may stand behind the last one. */
    static List<String> pieces(String content, String mark) {
        FileCursor cursor = new FileCursor(content);
        List<String> pieces = new ArrayList<>();
        while (!cursor.isAtEnd()) {
            pieces.add(cursor.until(mark));
        }
        return pieces;
    }

    static void require(boolean holds, String detail) {
        if (!holds) {
            throw new MachineFileException(detail);
        }
    }
}

package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.List;
import org.cardwright.formats.tlv.Tag;

/**
 * Reads tag lists, {@code 50 87 BF0C{9F4D} 61:payment{4F 50}}.
 *
 * <p>Throws {@link IllegalArgumentException} with the character position for anything else.
 */
final class TagListParser {

    private static final int MAX_TAGS = 256;
    private static final int MAX_DEPTH = 6;

    private final String text;
    private int at;
    private int tags;

    private TagListParser(String text) {
        this.text = text;
    }

    static List<TagNode> parse(String text) {
        TagListParser parser = new TagListParser(text);
        List<TagNode> nodes = parser.list(0);
        if (parser.at < text.length()) {
            throw parser.malformed("a tag");
        }
        return nodes;
    }

    private List<TagNode> list(int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("at most " + MAX_DEPTH + " nested templates");
        }
        List<TagNode> nodes = new ArrayList<>();
        skipSpace();
        while (at < text.length() && text.charAt(at) != '}') {
            nodes.add(node(depth));
            skipSpace();
        }
        return nodes;
    }

    private TagNode node(int depth) {
        if (++tags > MAX_TAGS) {
            throw malformed("at most " + MAX_TAGS + " tags");
        }
        int start = at;
        Tag tag = tag(word("0123456789ABCDEF"), start);
        String application = take(':') ? word("abcdefghijklmnopqrstuvwxyz0123456789-") : "";
        List<TagNode> children = List.of();
        if (take('{')) {
            children = list(depth + 1);
            if (!take('}')) {
                throw malformed("}");
            }
        }
        if (tag.isConstructed() == children.isEmpty() || (children.isEmpty() && !application.isEmpty())) {
            at = start;
            throw malformed(tag.isConstructed() ? "content in braces behind " + tag : "no content behind " + tag);
        }
        return new TagNode(tag, application, children);
    }

    private Tag tag(String hex, int start) {
        try {
            return Tag.of(hex);
        } catch (IllegalArgumentException notATag) {
            at = start;
            throw malformed("a tag");
        }
    }

    private String word(String characters) {
        int start = at;
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean take(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException malformed(String expected) {
        return new IllegalArgumentException("tag list, character " + (at + 1) + ": expected " + expected);
    }
}

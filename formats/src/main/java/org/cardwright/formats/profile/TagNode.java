package org.cardwright.formats.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cardwright.formats.tlv.Tag;

/**
 * A place in a record or data grouping: a data element, or a template with its content.
 *
 * @param tag the tag
 * @param application whose values stand inside, empty for those of the application itself; only for templates
 * @param children content of a template in order, empty for a data element
 */
public record TagNode(Tag tag, String application, List<TagNode> children) {

    /** Copies the children and checks that only templates have them. */
    public TagNode {
        children = List.copyOf(children);
        if (tag.isConstructed() == children.isEmpty()) {
            throw new IllegalArgumentException(
                    tag.isConstructed()
                            ? "template " + tag + " has no content"
                            : "tag " + tag + " has no content of its own");
        }
    }

    static TagNode element(Tag tag) {
        return new TagNode(tag, "", List.of());
    }

    /** The data elements of the application itself, those in nested templates included. */
    public Stream<Tag> elements() {
        if (children.isEmpty()) {
            return Stream.of(tag);
        }
        return children.stream().filter(child -> child.application.isEmpty()).flatMap(TagNode::elements);
    }

    /** The same for a list. */
    public static List<Tag> elements(List<TagNode> nodes) {
        List<Tag> tags = new ArrayList<>();
        addElements(nodes, tags);
        return List.copyOf(tags);
    }

    private static void addElements(List<TagNode> nodes, List<Tag> tags) {
        for (TagNode node : nodes) {
            if (node.children.isEmpty() && node.application.isEmpty()) {
                tags.add(node.tag);
            } else if (node.application.isEmpty()) {
                addElements(node.children, tags);
            }
        }
    }

    /** The templates with values of other applications, at any depth. */
    public Stream<TagNode> entries() {
        return application.isEmpty() ? children.stream().flatMap(TagNode::entries) : Stream.of(this);
    }

    /** As written in a profile: {@code BF0C{9F4D}}. */
    @Override
    public String toString() {
        return tag
                + (application.isEmpty() ? "" : ":" + application)
                + (children.isEmpty() ? "" : "{" + text(children) + "}");
    }

    /** As written in a profile: {@code 5A 5F24}. */
    public static String text(List<TagNode> nodes) {
        return String.join(" ", nodes.stream().map(TagNode::toString).toList());
    }
}

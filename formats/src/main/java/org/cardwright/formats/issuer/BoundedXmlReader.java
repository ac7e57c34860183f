package org.cardwright.formats.issuer;

import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.cardwright.formats.FileRule;

/**
 * Lets no document type declaration, no depth and no crowd of elements through to what collects a part in memory, and no name
 * that is not well formed in its namespace (Namespaces in XML 1.0, 4): the parser of the JDK takes {@code :name}.
 */
final class BoundedXmlReader extends StreamReaderDelegate {

    /** Deepest element, the root being 1. */
    static final int MAX_DEPTH = 16;

    /** Most elements and attributes of one part. */
    static final int MAX_MEMBERS = 256;

    private int depth;
    private int members;
    private final Deque<String> open = new ArrayDeque<>();
    private MemberRecord names = new MemberRecord();
    private String path = "";

    BoundedXmlReader(XMLStreamReader reader) {
        super(reader);
    }

    /** A new part begins at the current element. */
    void startPart() {
        members = 0;
        names = new MemberRecord();
        open.clear();
        open.push("");
        path = "";
    }

    /** Where in the part the last element began or ended, as a layout says it: {@code card/line[2]}; the part itself is empty. */
    String path() {
        return path;
    }

    @Override
    public int next() throws XMLStreamException {
        int event = super.next();
        switch (event) {
            case DTD -> throw new Refusal(FileRule.DOCTYPE);
            case ENTITY_REFERENCE -> throw new Refusal(FileRule.NOT_WELL_FORMED);
            case START_ELEMENT -> start();
            case END_ELEMENT -> end();
            default -> {
                // Text and comments are bounded by the bytes of a record.
            }
        }
        return event;
    }

    private void start() throws Refusal {
        checkName(getLocalName());
        for (int i = 0; i < getAttributeCount(); i++) {
            checkName(getAttributeLocalName(i));
        }
        depth++;
        members += 1 + getAttributeCount();
        if (depth > MAX_DEPTH || members > MAX_MEMBERS) {
            throw new Refusal(FileRule.TOO_DEEP);
        }
        path = names.path(open.isEmpty() ? "" : open.element(), getLocalName());
        open.push(path);
    }

    private void end() {
        depth--;
        path = open.isEmpty() ? "" : open.pop();
    }

    private static void checkName(String local) throws Refusal {
        if (local.indexOf(':') >= 0) {
            throw new Refusal(FileRule.NOT_WELL_FORMED);
        }
    }

    /** Carries the rule through parsers that know only their own exceptions. */
    static final class Refusal extends XMLStreamException {

        private static final long serialVersionUID = 1L;

        private final FileRule rule;

        Refusal(FileRule rule) {
            super(rule.text());
            this.rule = rule;
        }

        FileRule rule() {
            return rule;
        }
    }
}
